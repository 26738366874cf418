/**
 * One epoch of the plans of a run: arming, {@code go}, the leases, the reports, and the cells that they decide.
 *
 * <p>Thread: pure and confined to the run's thread.
 *
 * <p>May use: {@code run.plans.fleet} for what the plans say, {@code run.pairs}, which retries what they leave undecided.
 */
@NullMarked
package dev.x0xtest.coordinator.run.plans.epoch;

import org.jspecify.annotations.NullMarked;
