package dev.x0xtest.runner.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.wire.plan.Evidence;
import org.jspecify.annotations.Nullable;

/**
 * The daemon's counters at one moment, since its start. Pure.
 *
 * @param counters what could be read
 * @param atNanos when it was read, by the runner's monotonic clock
 */
record CounterReading(Evidence.Counters counters, long atNanos) {
    /** The uptime is in whole seconds, and the answers take time to arrive. */
    private static final long TOLERANCE_SECS = 3;

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /**
     * The counters of {@code /diagnostics/connectivity}.
     *
     * @param lostPackets of all present connections; a connection takes its own with it when it ends
     */
    record Links(
            @Nullable Long poolEvictions,
            @Nullable Long connectsFailed,
            @Nullable Long lostPackets) {
        static final Links UNKNOWN = new Links(null, null, null);

        static Links of(Daemon.Response answer) {
            JsonNode pool = answer.body().path("connection_pool");
            JsonNode entries = answer.body().path("per_peer_transport");
            Long lost = null;
            for (JsonNode entry : entries) {
                Long ofOne = Numbers.count(entry, "lost_packets");
                if (ofOne != null) {
                    lost = ofOne + (lost == null ? 0 : lost);
                }
            }
            boolean none = entries.isArray() && entries.isEmpty();
            return new Links(
                    Numbers.count(pool, "lru_evictions_total"),
                    Numbers.count(pool, "establish_failures_total"),
                    none ? Long.valueOf(0) : lost);
        }
    }

    /** Takes the answers of the three endpoints; null: not read. */
    static CounterReading of(
            Daemon.@Nullable DmDiagnostics messages, Daemon.@Nullable Health health, Links links, long atNanos) {
        JsonNode stats =
                messages == null ? MissingNode.getInstance() : messages.body().path("stats");
        return new CounterReading(
                new Evidence.Counters(
                        Numbers.count(stats, "incoming_envelopes_total"),
                        Numbers.count(stats, "incoming_decode_failed"),
                        Numbers.count(stats, "incoming_signature_failed"),
                        Numbers.count(stats, "incoming_trust_rejected"),
                        Numbers.count(stats, "subscriber_events_evicted"),
                        Numbers.count(stats, "outgoing_send_total"),
                        Numbers.count(stats, "outgoing_send_failed"),
                        links.poolEvictions(),
                        links.connectsFailed(),
                        links.lostPackets(),
                        health == null ? null : Long.valueOf(health.uptimeSecs())),
                atNanos);
    }

    /** The counters if anything could be read, else null. */
    Evidence.@Nullable Counters known() {
        return counters.equals(new Evidence.Counters(null, null, null, null, null, null, null, null, null, null, null))
                ? null
                : counters;
    }

    /**
     * What was counted since an earlier reading. A counter that went back is null; so are all of them if the daemon was
     * restarted in between, because they then count from its start.
     */
    Evidence.Counters since(CounterReading earlier) {
        Evidence.Counters then = restartedSince(earlier)
                ? new Evidence.Counters(null, null, null, null, null, null, null, null, null, null, null)
                : earlier.counters;
        return new Evidence.Counters(
                Numbers.grown(then.received(), counters.received()),
                Numbers.grown(then.undecoded(), counters.undecoded()),
                Numbers.grown(then.badSignatures(), counters.badSignatures()),
                Numbers.grown(then.trustRejected(), counters.trustRejected()),
                Numbers.grown(then.evicted(), counters.evicted()),
                Numbers.grown(then.sent(), counters.sent()),
                Numbers.grown(then.sendsFailed(), counters.sendsFailed()),
                Numbers.grown(then.poolEvictions(), counters.poolEvictions()),
                Numbers.grown(then.connectsFailed(), counters.connectsFailed()),
                Numbers.grown(then.lostPackets(), counters.lostPackets()),
                counters.uptimeS());
    }

    /** Whether the uptime grew by less than the time that passed. */
    private boolean restartedSince(CounterReading earlier) {
        Long before = earlier.counters.uptimeS();
        Long now = counters.uptimeS();
        long passedSecs = (atNanos - earlier.atNanos) / NANOS_PER_SECOND;
        return before != null && now != null && now + TOLERANCE_SECS < before + passedSecs;
    }
}
