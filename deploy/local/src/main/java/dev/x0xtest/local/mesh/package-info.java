/**
 * A whole mesh on this machine: daemons, their introductions, runners, brought up and taken down in order.
 *
 * <p>Blocks its caller, with deadlines. The only place that assembles runner, coordinator and stand-in.
 */
@NullMarked
package dev.x0xtest.local.mesh;

import org.jspecify.annotations.NullMarked;
