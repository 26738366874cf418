/**
 * What all parts of a run share: configuration, events, effects, timers, the clock of its phases.
 *
 * <p>Pure; confined to the run's thread.
 */
@NullMarked
package dev.x0xtest.coordinator.run.terms;

import org.jspecify.annotations.NullMarked;
