/**
 * The plan path: one plan for each runner, one {@code go}, one report back.
 *
 * <p>Thread: pure and confined to the run's thread.
 *
 * <p>May use: {@code run.pairs}, which retries what a plan leaves undecided, and what that uses.
 */
@NullMarked
package dev.x0xtest.coordinator.run.plans;

import org.jspecify.annotations.NullMarked;
