/**
 * Drives a run: feeds events to {@code RunState}, performs its effects, and writes and replays the journal. The only
 * part of a run with a thread, a clock and files.
 *
 * <p>Thread: the driver and its journal run on one event loop. A replay runs on the caller's thread.
 *
 * <p>May use: {@code RunState}, {@code run.plans} (for keys), {@code run.terms}, {@code daemon}, {@code daemon.stream},
 * {@code cli.files}, {@code wire} and {@code coordinator.report}.
 */
@NullMarked
package dev.x0xtest.coordinator.run.drive;

import org.jspecify.annotations.NullMarked;
