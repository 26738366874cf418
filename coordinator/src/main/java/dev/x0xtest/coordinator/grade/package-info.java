/**
 * How much the samples of a pair prove: its loss with bounds, its grade, and whether a tolerated loss covers it.
 *
 * <p>Pure arithmetic on counts, for any thread. Uses the exceptions of {@code cli}.
 */
@NullMarked
package dev.x0xtest.coordinator.grade;

import org.jspecify.annotations.NullMarked;
