/**
 * One run, from discovery to the report.
 *
 * <p>Duty: {@link dev.x0xtest.coordinator.run.RunState} takes events and returns effects; it owns the parts of a run
 * and builds the report at its end. The subpackages hold the parts: {@code terms}, {@code node}, {@code ask}, {@code
 * cell}, {@code find}, {@code pairs} and {@code plans}. Only {@code drive} does I/O.
 *
 * <p>Thread: pure and confined to one thread, the driver's event loop.
 *
 * <p>May use: {@code wire}, {@code coordinator.report} and the subpackages except {@code drive}.
 */
@NullMarked
package dev.x0xtest.coordinator.run;

import org.jspecify.annotations.NullMarked;
