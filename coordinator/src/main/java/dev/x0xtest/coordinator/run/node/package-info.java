/**
 * A node during a run: its identity, its phase, and whether it would have seen a hop.
 *
 * <p>Thread: pure and confined to the run's thread.
 *
 * <p>May use: {@code run.terms}, {@code wire} and {@code coordinator.report}.
 */
@NullMarked
package dev.x0xtest.coordinator.run.node;

import org.jspecify.annotations.NullMarked;
