/**
 * A cell, its attempts, and the judge that decides its outcome from both witnesses.
 *
 * <p>Pure; confined to the run's thread. Uses {@code run.ask}, {@code run.node} and {@code run.terms}.
 */
@NullMarked
package dev.x0xtest.coordinator.run.cell;

import org.jspecify.annotations.NullMarked;
