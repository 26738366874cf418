/**
 * The plan path: one plan for each runner, one {@code go}, one report back.
 *
 * <p>Pure; confined to the run's thread. Uses {@code run.pairs} for retries, and what that uses.
 */
@NullMarked
package dev.x0xtest.coordinator.run.plans;

import org.jspecify.annotations.NullMarked;
