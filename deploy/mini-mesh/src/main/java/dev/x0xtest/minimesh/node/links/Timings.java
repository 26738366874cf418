package dev.x0xtest.minimesh.node.links;

import java.time.Duration;

/**
 * How long things take. {@link #real()} is x0xd 0.48.1, but for the hedge delay that makes each of its gossip sends
 * last a quarter of a second: 250 ms there, 5 ms here unless asked for.
 *
 * @param rawAck how long a raw send waits when the request does not say (8 s)
 * @param gossipHedge from a gossip send to its delivery
 * @param attempt one attempt of a gossip send; there are two, with a third of the same length between them (8 s)
 * @param capabilityWait how long a durable send looks for an unknown recipient (3 s)
 * @param heartbeat between two announcements (600 s)
 * @param ping between two comments on {@code /direct/events} (15 s)
 * @param rawAckScale what the wait for a raw acknowledgement that a request asks for is multiplied by (1)
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

    /** Every wait for something that does not come, multiplied by {@code factor}; heartbeat and pings stay. */
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
