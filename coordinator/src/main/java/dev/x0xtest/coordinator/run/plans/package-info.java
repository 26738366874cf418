/**
 * The plan path: which nodes take part in plans, and the epochs of a run.
 *
 * <p>Thread: pure and confined to the run's thread.
 *
 * <p>May use: {@code run.pairs}, which retries what a plan leaves undecided, and what that uses.
 */
@NullMarked
package dev.x0xtest.coordinator.run.plans;

import org.jspecify.annotations.NullMarked;
