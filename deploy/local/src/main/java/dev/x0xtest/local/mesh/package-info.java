/**
 * A complete mesh on this machine: starts daemons, exchanges their cards, starts runners, and stops all in reverse
 * order.
 *
 * <p>Blocks its caller, with deadlines; in-process runners and stand-ins run on event loops. May use
 * {@code local.mesh.daemons}, {@code local.mesh.process}, the runner, the stand-in, {@code daemon}, {@code wire},
 * {@code cli}, and of the coordinator the roster and the run's configuration.
 */
@NullMarked
package dev.x0xtest.local.mesh;

import org.jspecify.annotations.NullMarked;
