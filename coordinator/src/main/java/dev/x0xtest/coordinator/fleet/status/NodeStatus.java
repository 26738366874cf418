package dev.x0xtest.coordinator.fleet.status;

import com.fasterxml.jackson.databind.JsonNode;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.NodeLabel;
import dev.x0xtest.wire.action.Attachment;
import dev.x0xtest.wire.plan.Evidence;
import dev.x0xtest.wire.plan.Status;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one exchange with the runner of a node showed.
 *
 * @param agent of its daemon; null: unknown
 * @param status what the runner said; null: nothing that can be used
 * @param clock null: unknown
 * @param runs the runs that it knows, oldest first
 * @param problem why there is no status, in one line; null: there is one
 * @param answered whether anything came from it
 */
public record NodeStatus(
        NodeLabel node,
        @Nullable AgentId agent,
        @Nullable Status status,
        @Nullable ClockReading clock,
        List<Status.Run> runs,
        @Nullable String problem,
        boolean answered) {
    private static final int MOST_REFUSALS = 16;

    /** Whether a node is as it should be. */
    public enum State {
        OK,
        /** As it should be, and taking part in a run. */
        BUSY,
        WRONG,
        SILENT;

        /** As JSON and the table name it. */
        public String label() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    public NodeStatus {
        runs = List.copyOf(runs);
    }

    /** A node that said nothing. */
    public static NodeStatus silent(NodeLabel node, @Nullable AgentId agent, String problem) {
        return new NodeStatus(node, agent, null, null, List.of(), problem, false);
    }

    /** A node whose answer says nothing of its condition. */
    public static NodeStatus wrong(NodeLabel node, @Nullable AgentId agent, String problem) {
        return new NodeStatus(node, agent, null, null, List.of(), problem, true);
    }

    /** The run that its runner works on; null: none. */
    Status.@Nullable Run underWay() {
        return runs.stream()
                .filter(run ->
                        run.state().equals(Status.Run.RUNNING) || run.state().equals(Status.Run.ARMED))
                .reduce((older, newer) -> newer)
                .orElse(null);
    }

    /** When that run began, on our clock, in ms since 1970; null: unknown. */
    @Nullable
    Long sinceMs() {
        Status.Run run = underWay();
        Long armedAtMs = run == null ? null : run.armedAtMs();
        return armedAtMs == null || clock == null ? armedAtMs : Long.valueOf(armedAtMs - clock.offsetUs() / 1_000);
    }

    /** The version of its runner; null: unknown. */
    @Nullable
    String runnerVersion() {
        if (status == null) {
            return null;
        }
        String agentName = status.agent();
        return agentName.substring(agentName.lastIndexOf('/') + 1);
    }

    /** The version of its daemon; null: unknown. */
    @Nullable
    String x0xdVersion() {
        return status == null ? null : status.x0xd();
    }

    /** How long its daemon runs, in s; null: unknown. */
    @Nullable
    Long x0xdUptimeS() {
        if (status == null || status.x0xd() == null) {
            return null;
        }
        Evidence.Counters counted = status.counters();
        Long counter = counted == null ? null : counted.uptimeS();
        return status.x0xdUptimeS() == null ? counter : status.x0xdUptimeS();
    }

    /**
     * What was lost or has failed, by name, without zeros: since the start of the daemon, and of the runner for the last
     * four.
     */
    Map<String, Long> counters() {
        Map<String, Long> all = new LinkedHashMap<>();
        if (status == null) {
            return all;
        }
        Attachment stream = status.attachment();
        Evidence.Counters counted = status.counters();
        if (counted != null) {
            put(all, "undecoded", counted.undecoded());
            put(all, "bad_signatures", counted.badSignatures());
            put(all, "trust_rejected", counted.trustRejected());
            put(all, "evicted", counted.evicted());
            put(all, "sends_failed", counted.sendsFailed());
            put(all, "pool_evictions", counted.poolEvictions());
            put(all, "connects_failed", counted.connectsFailed());
            put(all, "lost_packets", counted.lostPackets());
        } else {
            put(all, "evicted", stream.evicted());
        }
        put(all, "stream_gaps", stream.gaps());
        put(all, "unparsed_frames", stream.unparsed());
        put(all, "sightings_dropped", stream.sightingsDropped());
        put(all, "results_dropped", status.resultsDropped());
        return all;
    }

    private static void put(Map<String, Long> all, String name, @Nullable Long count) {
        if (count != null && count > 0) {
            all.put(name, count);
        }
    }

    /** The commands that the runner ignored since its start, by reason; at most sixteen reasons. */
    Map<String, Long> refusals() {
        Map<String, Long> all = new LinkedHashMap<>();
        if (status != null) {
            for (Map.Entry<String, JsonNode> one : status.refused().properties()) {
                if (one.getValue().isIntegralNumber() && all.size() < MOST_REFUSALS) {
                    put(all, Clean.text(one.getKey()), one.getValue().asLong());
                }
            }
        }
        return all;
    }
}
