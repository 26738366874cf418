/**
 * Drives a run: feeds events to {@code RunState} and performs its effects. With {@code run.journal} the only part of a run
 * with a thread, a clock and files.
 *
 * <p>Thread: the driver runs on one event loop.
 *
 * <p>May use: {@code RunState}, {@code run.journal}, {@code run.terms}, {@code daemon}, {@code daemon.stream}, {@code wire}
 * and {@code coordinator.report}.
 */
@NullMarked
package dev.x0xtest.coordinator.run.drive;

import org.jspecify.annotations.NullMarked;
