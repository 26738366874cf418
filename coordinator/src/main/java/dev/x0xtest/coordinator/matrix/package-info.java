/**
 * Everything that a run needs around it: its configuration, the anchor's session, signals, the run's directory, progress
 * and outputs.
 *
 * <p>{@code Measurement}, {@code MatrixRun}, {@code DaemonIdentity} and {@code Banner} block their caller; {@code
 * AnchorSession} and {@code AnchorTopics} run on the event loop of the run. Uses {@code run.drive} for the run, {@code tunnel}
 * and the daemon's client for the anchor, {@code report.format} and {@code render} for the outputs.
 */
@NullMarked
package dev.x0xtest.coordinator.matrix;

import org.jspecify.annotations.NullMarked;
