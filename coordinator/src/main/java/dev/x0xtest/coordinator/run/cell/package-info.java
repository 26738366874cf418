/**
 * A cell, its attempts, and the judge that decides its outcome from what both ends say.
 *
 * <p>Thread: pure and confined to the run's thread.
 *
 * <p>May use: {@code run.ask}, {@code run.node}, {@code run.terms}, {@code wire} and {@code coordinator.report}.
 */
@NullMarked
package dev.x0xtest.coordinator.run.cell;

import org.jspecify.annotations.NullMarked;
