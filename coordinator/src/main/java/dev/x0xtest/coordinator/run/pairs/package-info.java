/**
 * The per-pair path: one command for each hop. It drives runners without plans, and it retries what plans left
 * undecided.
 *
 * <p>Thread: pure and confined to the run's thread.
 *
 * <p>May use: {@code run.find}, {@code run.cell} and what they use.
 */
@NullMarked
package dev.x0xtest.coordinator.run.pairs;

import org.jspecify.annotations.NullMarked;
