package dev.x0xtest.wire;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * A delivery path: what a run demands of every hop, and how a command or a result travels (docs/glossary.md, "Planes").
 * Signed gossip makes the sender known to the receiver's daemon; raw is fast. Gossip and durable answer with the same path.
 */
public enum Plane {
    RAW("raw_quic_acked", Duration.ofSeconds(10), Duration.ofSeconds(2)),
    GOSSIP("gossip_inbox", Duration.ofSeconds(40), Duration.ofSeconds(30)),
    DURABLE("gossip_inbox", Duration.ofSeconds(40), Duration.ofSeconds(30));

    /**
     * How long a raw hop waits for the transport's receipt, in ms: the daemon's own default, and less than the hop's
     * deadline, so that the daemon's error comes before the verdict.
     */
    public static final int RAW_ACK_MS = 8_000;

    /** How much later than its deadline a hop may be seen and still count as delivered in time. */
    public static final Duration TOLERANCE = Duration.ofSeconds(2);

    private final String acceptedPath;
    private final Duration hopDeadline;
    private final Duration grace;

    Plane(String acceptedPath, Duration hopDeadline, Duration grace) {
        this.acceptedPath = acceptedPath;
        this.hopDeadline = hopDeadline;
        this.grace = grace;
    }

    /** The {@code path} in the sending daemon's answer that proves this plane. */
    public String acceptedPath() {
        return acceptedPath;
    }

    /** A hop seen later than this (and {@link #TOLERANCE}) after it was sent is LATE. */
    public Duration hopDeadline() {
        return hopDeadline;
    }

    /** How long to wait for a missing hop before asking its receiver whether it could have missed it. */
    public Duration grace() {
        return grace;
    }

    /** The plane of this label; empty for any other text. */
    public static Optional<Plane> parse(String label) {
        return Arrays.stream(values())
                .filter(plane -> plane.label().equals(label))
                .findFirst();
    }

    /** As on the command line, in commands and in the report. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
