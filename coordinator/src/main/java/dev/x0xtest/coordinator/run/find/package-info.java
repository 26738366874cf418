/**
 * Discovery of runners, and the check that a found runner is ready.
 *
 * <p>Thread: pure and confined to the run's thread.
 *
 * <p>May use: {@code run.ask}, {@code run.node}, {@code run.terms} and {@code wire}.
 */
@NullMarked
package dev.x0xtest.coordinator.run.find;

import org.jspecify.annotations.NullMarked;
