/**
 * What a run needs around it: the anchor's session, signals, the run's directory, progress.
 *
 * <p>{@code MatrixRun} blocks its caller; its parts run on the event loop it makes. Uses {@code run.drive}, {@code
 * tunnel} and the daemon's client.
 */
@NullMarked
package dev.x0xtest.coordinator.matrix;

import org.jspecify.annotations.NullMarked;
