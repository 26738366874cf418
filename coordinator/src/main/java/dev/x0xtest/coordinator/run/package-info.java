/**
 * One run, from the first question to the report.
 *
 * <p>{@link dev.x0xtest.coordinator.run.RunState} and everything it owns is pure: no I/O, no clock, no chance, no
 * thread. {@link dev.x0xtest.coordinator.run.drive.RunDriver} feeds it events and performs its effects, on one event loop,
 * and writes every event to the journal, from which the same report can be made again.
 *
 * <p>May use: wire, daemon, report. Must not use: picocli, render.
 */
@NullMarked
package dev.x0xtest.coordinator.run;

import org.jspecify.annotations.NullMarked;
