/**
 * A node during a run: what it said of itself, whether it is ready, and whether it would have seen a hop.
 *
 * <p>Pure; confined to the run's thread. Uses {@code run.terms}.
 */
@NullMarked
package dev.x0xtest.coordinator.run.node;

import org.jspecify.annotations.NullMarked;
