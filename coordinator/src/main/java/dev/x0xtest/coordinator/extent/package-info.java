/**
 * How large a run is: the pairs that it measures, how many hops they need, and how long these take.
 *
 * <p>Pure, immutable values for any thread.
 *
 * <p>May use: {@code run.terms} for what a run is asked to do, {@code grade} for what a strength costs.
 */
@NullMarked
package dev.x0xtest.coordinator.extent;

import org.jspecify.annotations.NullMarked;
