package dev.x0xtest.wire;

import java.time.Duration;
import java.util.Locale;

/** The delivery path that a run demands; docs/glossary.md, "Planes". Gossip and durable answer with the same path. */
public enum Plane {
    RAW("raw_quic_acked", Duration.ofSeconds(10), Duration.ofSeconds(2)),
    GOSSIP("gossip_inbox", Duration.ofSeconds(40), Duration.ofSeconds(30)),
    DURABLE("gossip_inbox", Duration.ofSeconds(40), Duration.ofSeconds(30));

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

    /** A hop seen later than this (and two seconds) after it was sent is LATE. */
    public Duration hopDeadline() {
        return hopDeadline;
    }

    /** How long to wait for a missing hop before asking its receiver whether it could have missed it. */
    public Duration grace() {
        return grace;
    }

    /** As on the command line and in the report. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
