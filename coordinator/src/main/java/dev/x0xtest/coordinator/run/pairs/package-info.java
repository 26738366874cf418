/**
 * The per-pair path: one command for each hop. It drives runners without plans and retries what plans left open.
 *
 * <p>Pure; confined to the run's thread. Uses {@code run.find}, {@code run.cell} and what they use.
 */
@NullMarked
package dev.x0xtest.coordinator.run.pairs;

import org.jspecify.annotations.NullMarked;
