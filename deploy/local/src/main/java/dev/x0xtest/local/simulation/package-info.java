/**
 * A complete fleet in one process, in virtual time and without sockets: real runners and the real coordinator on a
 * simulated mesh. For fleets that are too large for one machine.
 *
 * <p>One thread drives everything. Does not use {@code local.mesh}. May use the runner, the coordinator's run, journal
 * and report, {@code daemon}, {@code wire} and {@code cli}.
 */
@NullMarked
package dev.x0xtest.local.simulation;

import org.jspecify.annotations.NullMarked;
