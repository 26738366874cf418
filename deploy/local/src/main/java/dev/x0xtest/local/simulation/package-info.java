/**
 * A whole fleet in one process, in virtual time and without sockets: real runners, the real coordinator, and in the place
 * of x0xd a mesh that only delivers. For sizes that no machine of ours can bring up. One thread drives everything.
 */
@NullMarked
package dev.x0xtest.local.simulation;

import org.jspecify.annotations.NullMarked;
