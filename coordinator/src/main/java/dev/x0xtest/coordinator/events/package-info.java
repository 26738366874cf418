/**
 * The events of a run as lines of JSON while it goes on ({@code --jsonl}).
 *
 * <p>{@code RunWatch} compares what a run knows with what was told, on the run's thread; {@code LineWriter} writes on a
 * thread of its own, so that no reader ever holds up a run. docs/protocol.md, section Events, lists the events.
 */
@NullMarked
package dev.x0xtest.coordinator.events;

import org.jspecify.annotations.NullMarked;
