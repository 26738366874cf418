package dev.x0xtest.minimesh.node.links;

import java.time.Duration;

/**
 * Timeouts and intervals of a node. {@link #real()} has the values of x0xd 0.48.1, with one exception: x0xd delays each
 * gossip send by 250 ms, a stand-in by 5 ms unless configured.
 *
 * @param rawAck timeout of a raw acknowledgement when the request gives none (8 s)
 * @param gossipHedge delay of each gossip send
 * @param attempt length of one attempt of a gossip send, and of the pause before the second attempt (8 s)
 * @param capabilityWait how long a durable send waits for an unknown recipient to appear (3 s)
 * @param heartbeat interval of the announcements (600 s)
 * @param ping interval of the comments on an idle {@code /direct/events} (15 s)
 * @param rawAckScale factor for the raw acknowledgement timeout that a request gives (1)
 */
public record Timings(
        Duration rawAck,
        Duration gossipHedge,
        Duration attempt,
        Duration capabilityWait,
        Duration heartbeat,
        Duration ping,
        double rawAckScale) {

    public static Timings real() {
        return new Timings(
                Duration.ofSeconds(8),
                Duration.ofMillis(5),
                Duration.ofSeconds(8),
                Duration.ofSeconds(3),
                Duration.ofSeconds(600),
                Duration.ofSeconds(15),
                1);
    }

    /** Multiplies every timeout by {@code factor}; heartbeat and ping stay as they are. */
    public Timings scaledBy(double factor) {
        return new Timings(
                scaled(rawAck, factor),
                gossipHedge,
                scaled(attempt, factor),
                scaled(capabilityWait, factor),
                heartbeat,
                ping,
                rawAckScale * factor);
    }

    public Timings withHeartbeat(Duration every) {
        return new Timings(rawAck, gossipHedge, attempt, capabilityWait, every, ping, rawAckScale);
    }

    public Timings withGossipHedge(Duration delay) {
        return new Timings(rawAck, delay, attempt, capabilityWait, heartbeat, ping, rawAckScale);
    }

    public Timings withPing(Duration every) {
        return new Timings(rawAck, gossipHedge, attempt, capabilityWait, heartbeat, every, rawAckScale);
    }

    private static Duration scaled(Duration duration, double factor) {
        return Duration.ofNanos(Math.round(duration.toNanos() * factor));
    }
}
