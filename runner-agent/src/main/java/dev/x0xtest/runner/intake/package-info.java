/**
 * The way in: event streams to frames, frames to the gate, accepted commands to their handlers, answers to the result
 * queue.
 *
 * <p>Confined to the runner's event loop. Uses every other package of the runner but its root.
 */
@NullMarked
package dev.x0xtest.runner.intake;

import org.jspecify.annotations.NullMarked;
