package dev.x0xtest.minimesh.fault;

import java.time.Duration;

/** What happens instead of an ordinary delivery. */
public sealed interface FaultAction {
    /** Sends nothing. The sender's wait for its acknowledgement times out. */
    record Drop() implements FaultAction {}

    /** Delivers later. */
    record Delay(Duration by) implements FaultAction {}

    /**
     * Loses each packet of a raw message with this chance in percent, and sends it again after {@code by}, up to five times:
     * the message comes later, and the sender counts the lost packets. Other planes are only delayed.
     */
    record Retransmit(int percent, Duration by) implements FaultAction {}

    /** Delivers {@code extra} more copies. */
    record Duplicate(int extra) implements FaultAction {}

    /** Delivers with the last byte changed. */
    record Corrupt() implements FaultAction {}

    /** Delivers after the next message of the same pair. */
    record Reorder() implements FaultAction {}

    /** Sends nothing and reports success to the sender. */
    record FalseAck() implements FaultAction {}

    /** Delivers without an acknowledgement. The sender's wait times out. */
    record LoseAck() implements FaultAction {}

    /** The sending daemon answers with an error at once. */
    record Refuse(int status, String error) implements FaultAction {}

    /** The sending daemon sends nothing and never answers its client. */
    record Stall() implements FaultAction {}
}
