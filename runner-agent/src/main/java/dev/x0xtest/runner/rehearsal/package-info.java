/**
 * An x0xd in memory for the rehearsal of a runner: it answers each request, and no byte leaves the process. Confined to
 * the caller's thread.
 */
@NullMarked
package dev.x0xtest.runner.rehearsal;

import org.jspecify.annotations.NullMarked;
