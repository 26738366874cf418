/**
 * Discovery of runners, and the proof that a found one is ready.
 *
 * <p>Pure; confined to the run's thread. Uses {@code run.ask}, {@code run.node} and {@code run.terms}.
 */
@NullMarked
package dev.x0xtest.coordinator.run.find;

import org.jspecify.annotations.NullMarked;
