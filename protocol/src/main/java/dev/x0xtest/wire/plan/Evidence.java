package dev.x0xtest.wire.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a runner knows of its host and of its daemon beside the hops. It explains pairs that are not proven and decides none.
 * Every member is optional: what could not be read is absent, never 0. {@code docs/protocol.md}, section Evidence.
 */
public final class Evidence {
    /** The most snapshots of one runner in one run. */
    public static final int SNAPSHOTS = 8;

    /** The most windows of one runner in one run. */
    public static final int WINDOWS = 16;

    /** The most connections of one report that were made anew, the latest ones. */
    public static final int RENEWALS = 64;

    private Evidence() {}

    /**
     * Counters of the daemon: in {@code armed} since its start, in the report since then. A counter that went back is absent:
     * the daemon was restarted.
     *
     * @param received direct messages that arrived: {@code /diagnostics/dm}, {@code incoming_envelopes_total}
     * @param undecoded of them, {@code incoming_decode_failed}
     * @param badSignatures of them, {@code incoming_signature_failed}
     * @param trustRejected of them, {@code incoming_trust_rejected}
     * @param evicted events that readers lost, {@code subscriber_events_evicted}
     * @param sent direct messages, {@code outgoing_send_total}
     * @param sendsFailed of them, {@code outgoing_send_failed}
     * @param poolEvictions connections given up for others: {@code /diagnostics/connectivity}, {@code
     *     connection_pool.lru_evictions_total}
     * @param connectsFailed {@code connection_pool.establish_failures_total}
     * @param lostPackets of all connections together, {@code per_peer_transport.lost_packets}
     * @param uptimeS of the daemon, always since its start: {@code /health}
     */
    public record Counters(
            @Nullable Long received,
            @Nullable Long undecoded,
            @Nullable Long badSignatures,
            @Nullable Long trustRejected,
            @Nullable Long evicted,
            @Nullable Long sent,
            @Nullable Long sendsFailed,
            @Nullable Long poolEvictions,
            @Nullable Long connectsFailed,
            @Nullable Long lostPackets,
            @Nullable Long uptimeS) {}

    /**
     * The daemon's view of one peer. In a report it was taken when a hop to it had been unanswered for three
     * seconds, or had failed.
     *
     * @param to index of the peer in the roster; -1 outside a plan
     * @param atMs in ms after this runner's own {@code go}; 0 outside a plan
     * @param connected {@code /diagnostics/connectivity}, the entry of the peer's machine; so are the next eight
     * @param lastReceivedAgoMs ms since something came from it
     * @param lastSentAgoMs ms since something went to it
     * @param lostPackets on this connection
     * @param blackHoles path MTU black holes that the transport detected
     * @param mtu current path MTU in bytes
     * @param rttMs round trip of the transport
     * @param closeReason why the connection was closed
     * @param link {@code healthy} or {@code degraded}: {@code /peers}
     * @param ackTimeouts acknowledgements that did not come within the minute: {@code /diagnostics/ack}, {@code
     *     sender_ack_timeout}
     * @param ackClosed the same, {@code sender_connection_closed}
     */
    public record Snapshot(
            int to,
            long atMs,
            @Nullable Boolean connected,
            @Nullable Long lastReceivedAgoMs,
            @Nullable Long lastSentAgoMs,
            @Nullable Long lostPackets,
            @Nullable Long blackHoles,
            @Nullable Integer mtu,
            @Nullable Long rttMs,
            @Nullable String closeReason,
            @Nullable String link,
            @Nullable Long ackTimeouts,
            @Nullable Long ackClosed) {}

    /**
     * How busy the runner's host was between {@code go} and the report. Hops in a window say nothing about the mesh's speed.
     *
     * @param worstDelayMs the longest time by which the runner's own timer was late
     * @param collectingMs spent by the runner's Java on collecting garbage
     * @param stolenMs processor time that the host of a virtual machine took: {@code steal} of {@code /proc/stat}
     * @param throttledMs for which the control group was kept from running: {@code cpu.stat}
     * @param windows when the runner was late, the longest ones
     */
    public record Host(
            long worstDelayMs,
            @Nullable Long collectingMs,
            @Nullable Long stolenMs,
            @Nullable Long throttledMs,
            List<Window> windows) {
        public Host {
            windows = List.copyOf(windows);
        }
    }

    /**
     * A time in which the runner did not run as it should.
     *
     * @param fromMs in ms after this runner's own {@code go}
     * @param toMs the same
     */
    public record Window(long fromMs, long toMs) {}

    /**
     * Which connections of the daemon to other machines were made anew in the ten minutes before the report. All times are in ms
     * after this runner's own {@code go}, negative before it.
     *
     * @param sinceMs when the runner began to look, or when the daemon was started again
     * @param untilMs when it looked last
     * @param renewed in order of time, at most {@value #RENEWALS}
     */
    public record Links(long sinceMs, long untilMs, List<Renewal> renewed) {
        public Links {
            renewed = List.copyOf(renewed);
        }
    }

    /**
     * The daemon has another connection to a machine than before.
     *
     * @param machineId of the peer
     * @param fromMs when the runner had looked last before it, in ms after its own {@code go}
     * @param toMs when it first saw the new connection, the same
     * @param looks how often it saw that one until now
     */
    public record Renewal(String machineId, long fromMs, long toMs, int looks) {}

    /**
     * A peer that {@code status} is asked about.
     *
     * @param machineId for what the daemon keeps by machine; null: unknown
     * @param ping whether the daemon is to probe the peer's connection
     * @param probe whether one small raw message is to be sent to the peer. It forms no cell
     */
    public record Question(String agentId, @Nullable String machineId, boolean ping, boolean probe) {}

    /**
     * What a runner knows of a peer that it was asked about.
     *
     * @param contact the daemon's trust in the peer, such as {@code blocked}; {@value #NO_CONTACT}: it has none; null: unknown
     * @param view the daemon's view of its connection; null: unknown
     * @param discovered whether the daemon has heard of the agent: {@code /agents/discovered/ID}; null: unknown
     * @param ping null: not asked for
     * @param probe null: not asked for
     */
    public record PeerView(
            String agentId,
            @Nullable String contact,
            Evidence.@Nullable Snapshot view,
            @Nullable Boolean discovered,
            Evidence.@Nullable Answer ping,
            Evidence.@Nullable Answer probe) {
        public static final String NO_CONTACT = "none";
    }

    /**
     * How a probe ended.
     *
     * @param status HTTP status of the daemon's error; null without an answer
     * @param code the daemon's error code; null: it had none
     * @param tookMs until the daemon answered
     */
    public record Answer(
            boolean ok, @Nullable Integer status, @Nullable String code, long tookMs) {}
}
