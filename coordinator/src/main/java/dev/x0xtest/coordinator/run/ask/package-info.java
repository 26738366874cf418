/**
 * A command and its answer, over any route: retransmission, back-off for busy runners, long commands in parts.
 *
 * <p>Thread: pure and confined to the run's thread.
 *
 * <p>May use: {@code run.node}, {@code run.terms} and {@code wire}.
 */
@NullMarked
package dev.x0xtest.coordinator.run.ask;

import org.jspecify.annotations.NullMarked;
