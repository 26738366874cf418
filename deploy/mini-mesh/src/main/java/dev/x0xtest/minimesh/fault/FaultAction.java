package dev.x0xtest.minimesh.fault;

import java.time.Duration;

/** What happens instead of an ordinary delivery. */
public sealed interface FaultAction {
    /** Nothing leaves; the sender waits for its acknowledgement in vain. */
    record Drop() implements FaultAction {}

    /** Delivered later. */
    record Delay(Duration by) implements FaultAction {}

    /** Delivered {@code extra} times more. */
    record Duplicate(int extra) implements FaultAction {}

    /** Delivered with its last byte changed. */
    record Corrupt() implements FaultAction {}

    /** Held back until the next message of the same pair has gone. */
    record Reorder() implements FaultAction {}

    /** Nothing leaves, yet the sender is told that it arrived. */
    record FalseAck() implements FaultAction {}

    /** Delivered, yet the sender never hears of it. */
    record LoseAck() implements FaultAction {}

    /** The sending daemon answers an error at once. */
    record Refuse(int status, String error) implements FaultAction {}

    /** The sending daemon neither sends nor answers. */
    record Stall() implements FaultAction {}
}
