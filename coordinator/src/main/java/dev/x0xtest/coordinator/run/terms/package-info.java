/**
 * What all parts of a run share: its configuration, events, effects, timers, and the clock of its phases.
 *
 * <p>Thread: pure and confined to the run's thread.
 *
 * <p>May use: {@code wire} and {@code coordinator.report}, nothing else of a run.
 */
@NullMarked
package dev.x0xtest.coordinator.run.terms;

import org.jspecify.annotations.NullMarked;
