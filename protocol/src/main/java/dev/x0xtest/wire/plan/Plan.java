package dev.x0xtest.wire.plan;

import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.NodeLabel;
import dev.x0xtest.wire.action.Attachment;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Of {@link PlanActions#PLAN}: one runner's share of a run. Every node of the roster takes part by this protocol; pairs with any
 * other node go the per-pair way and are not in the plan.
 *
 * @param run 32 lower-case hexadecimal characters
 * @param epoch from 1
 * @param index of the runner itself in the roster
 * @param plane {@code raw}, {@code gossip} or {@code durable}
 * @param samples hops per cell
 * @param payloadBytes of each hop, random
 * @param seed of the {@link Schedule}, in hexadecimal
 * @param inFlight sends under way at once, at most
 * @param slotMs the rounds of one slot, {@code inFlight} of them, are due this long after those of the slot before; in ms
 * @param attempts of one sample
 * @param backoffMs between two attempts, in ms, doubled each time
 * @param hopDeadlineMs from the scheduled offset to the sighting, in ms
 * @param runDeadlineMs from {@code go} to the end of sending, in ms
 * @param leaseMs how long a runner may send without a sign of its coordinator, in ms
 * @param columnKey the secret of this runner's column, in hexadecimal
 * @param rowKeys this runner's {@link HopKey} towards each node of the roster, in hexadecimal, in the roster's order; its
 *     own place holds an unused one
 * @param instance the {@code instance} of {@code discover_reply} that the plan is for: a daemon may deliver it to the
 *     runner's successor, which refuses it; null: for whoever gets it
 */
public record Plan(
        String run,
        int epoch,
        int index,
        List<Plan.Node> roster,
        String plane,
        int samples,
        int payloadBytes,
        String seed,
        int inFlight,
        int slotMs,
        int attempts,
        int backoffMs,
        long hopDeadlineMs,
        long runDeadlineMs,
        long leaseMs,
        String columnKey,
        List<String> rowKeys,
        @Nullable String instance) {
    /** Hexadecimal characters of a run id. */
    static final int RUN_CHARS = 32;

    private static final int SECRET_CHARS = 64;

    /**
     * Checks everything, so that whoever holds a plan can carry it out.
     *
     * @throws IllegalArgumentException naming the first field that is out of bounds
     */
    public Plan {
        PlanText.hex("run", run, RUN_CHARS);
        PlanText.within("epoch", epoch, 1, Integer.MAX_VALUE);
        PlanText.within("the size of the roster", roster.size(), 1, PlanLimits.NODES);
        PlanText.within("index", index, 0, roster.size() - 1);
        PlanText.within("samples", samples, 1, PlanLimits.SAMPLES);
        PlanText.within("payload_bytes", payloadBytes, HopKey.BYTES, PlanLimits.PAYLOAD_BYTES);
        PlanText.hex("seed", seed, SECRET_CHARS);
        PlanText.within("in_flight", inFlight, 1, PlanLimits.NODES);
        PlanText.within("slot_ms", slotMs, 0, PlanLimits.DEADLINE_MS);
        PlanText.within("attempts", attempts, 1, PlanLimits.ATTEMPTS);
        PlanText.within("backoff_ms", backoffMs, 0, PlanLimits.DEADLINE_MS);
        PlanText.within("hop_deadline_ms", hopDeadlineMs, 1, PlanLimits.DEADLINE_MS);
        PlanText.within("run_deadline_ms", runDeadlineMs, 1, PlanLimits.DEADLINE_MS);
        PlanText.within("lease_ms", leaseMs, 1, PlanLimits.DEADLINE_MS);
        PlanText.hex("column_key", columnKey, SECRET_CHARS);
        PlanText.within("the number of row_keys", rowKeys.size(), roster.size(), roster.size());
        rowKeys.forEach(HopKey::ofHex);
        if (!List.of("raw", "gossip", "durable").contains(plane)) {
            throw new IllegalArgumentException("plane is not raw, gossip or durable");
        }
        if (roster.stream().map(Node::agentId).distinct().count() < roster.size()) {
            throw new IllegalArgumentException("an agent stands twice in the roster");
        }
        roster = List.copyOf(roster);
        rowKeys = List.copyOf(rowKeys);
    }

    public Schedule schedule() {
        return new Schedule(roster.size(), HexFormat.of().parseHex(seed));
    }

    /** The key of hops that the source sends to this runner. */
    public HopKey columnKeyOf(int source) {
        return HopKey.of(
                HexFormat.of().parseHex(columnKey),
                new AgentId(roster.get(source).agentId()));
    }

    /** The key of hops that this runner sends to the destination. */
    public HopKey rowKeyOf(int destination) {
        return HopKey.ofHex(rowKeys.get(destination));
    }

    /** When the first attempt of a sample is due, in ms after {@code go}: samples follow each other. */
    public long offsetMs(int round, int sample) {
        long turn = (long) sample * Math.max(1, roster.size() - 1) + round;
        return turn / inFlight * slotMs;
    }

    @Override
    public String toString() {
        return "Plan[run=" + run + ", epoch=" + epoch + ", index=" + index + ", nodes=" + roster.size() + "]";
    }

    /**
     * Details of {@code armed}, the answer to {@code plan}: the plan is stored, and this is the state of the stream on which
     * its hops will arrive.
     *
     * @param selfDm what became of a DM that the runner sent to itself, if it sent one
     */
    public record Armed(String run, int epoch, Attachment attachment, Attachment.@Nullable SelfDm selfDm) {}

    /** One node of a plan's roster; its index is its place in the list. */
    public record Node(String label, String agentId) {
        /**
         * Checks both.
         *
         * @throws IllegalArgumentException unless the label is a label and the id an agent id
         */
        public Node {
            label = new NodeLabel(label).text();
            agentId = new AgentId(agentId).hex();
        }
    }
}
