package dev.x0xtest.wire.plan;

import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.NodeLabel;
import dev.x0xtest.wire.Plane;
import dev.x0xtest.wire.action.Attachment;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parameters of {@link PlanActions#PLAN}: one runner's share of a run. All nodes of the roster take part in the plan;
 * pairs with any other node use the per-pair path. {@code docs/protocol.md}, section The plan.
 *
 * @param run 32 lower-case hexadecimal characters
 * @param epoch from 1
 * @param index this runner's index in the roster
 * @param plane the label of a {@link Plane}
 * @param samples hops per cell
 * @param payloadBytes size of a hop's random payload; of the largest one, if there are several sizes
 * @param seed seed of the {@link Schedule}, in hexadecimal
 * @param inFlight maximum sends in flight
 * @param slotMs ms between two slots; a slot holds {@code inFlight} rounds of the schedule
 * @param attempts maximum attempts of a sample
 * @param backoffMs ms between two attempts, doubled after each
 * @param hopDeadlineMs ms from the due time of a hop to its sighting
 * @param runDeadlineMs ms from {@code go} to the end of sending
 * @param leaseMs ms for which a runner may send without hearing from its coordinator
 * @param columnKey the secret of this runner's column, in hexadecimal
 * @param rowKeys the {@link HopKey} for each destination in the order of the roster, in hexadecimal; the runner's own
 *     entry     is unused
 * @param instance {@code instance} of the {@code discover_reply} that the plan answers. A daemon may deliver the plan
 *     to a     later process of the runner, which then refuses it. Null: any process accepts it
 * @param epochOf id of the run in its first epoch, for a later epoch only: the runner then ends the earlier ones. Null
 *     in the first epoch
 * @param rowSamples how many samples go to each destination, in the order of the roster; null: {@code samples} to each.
 *     Needs {@code Features.EPOCHS}
 * @param columnSamples how many samples come from each source, in the order of the roster; null: {@code samples} from
 *     each. Needs {@code Features.EPOCHS}
 * @param payloadSizes sizes of the payloads, ascending: sample k has the size {@code k mod n} of n. Null: all have {@code
 *     payloadBytes}. Needs {@code Features.SIZES}
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
        @Nullable String instance,
        @Nullable String epochOf,
        @Nullable List<Integer> rowSamples,
        @Nullable List<Integer> columnSamples,
        @Nullable List<Integer> payloadSizes) {
    /** Hexadecimal characters of a run id. */
    static final int RUN_CHARS = 32;

    private static final int SECRET_CHARS = 64;

    /**
     * Checks all fields, so that every plan can be carried out.
     *
     * @throws IllegalArgumentException naming the first field that is out of bounds
     */
    public Plan {
        PlanText.hex("run", run, RUN_CHARS);
        PlanText.within("epoch", epoch, 1, Integer.MAX_VALUE);
        PlanText.within("the size of the roster", roster.size(), 1, PlanLimits.NODES);
        PlanText.within("index", index, 0, roster.size() - 1);
        PlanText.within("samples", samples, 1, PlanLimits.SAMPLES);
        if (samples > PlanLimits.SAMPLES_OF_ANY_ROW) {
            PlanText.within("the hops of a row", samples * (roster.size() - 1L), 0, PlanLimits.ROW_HOPS);
        }
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
        if (Plane.parse(plane).isEmpty()) {
            throw new IllegalArgumentException("plane is not raw, gossip or durable");
        }
        if (roster.stream().map(Node::agentId).distinct().count() < roster.size()) {
            throw new IllegalArgumentException("an agent stands twice in the roster");
        }
        if (epochOf != null) {
            PlanText.hex("epoch_of", epochOf, RUN_CHARS);
            PlanText.within("epoch of a plan with epoch_of", epoch, 2, Integer.MAX_VALUE);
        }
        roster = List.copyOf(roster);
        rowKeys = List.copyOf(rowKeys);
        rowSamples = share("row_samples", rowSamples, roster.size(), samples);
        columnSamples = share("column_samples", columnSamples, roster.size(), samples);
        payloadSizes = payloadSizes == null ? null : PlanText.sizes(payloadSizes, payloadBytes);
    }

    private static @Nullable List<Integer> share(String field, @Nullable List<Integer> counts, int nodes, int samples) {
        if (counts == null) {
            return null;
        }
        PlanText.within("the number of " + field, counts.size(), nodes, nodes);
        counts.forEach(count -> PlanText.within(field, count, 0, samples));
        return List.copyOf(counts);
    }

    /** A plan of a first epoch. */
    public Plan(
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
        this(
                run,
                epoch,
                index,
                roster,
                plane,
                samples,
                payloadBytes,
                seed,
                inFlight,
                slotMs,
                attempts,
                backoffMs,
                hopDeadlineMs,
                runDeadlineMs,
                leaseMs,
                columnKey,
                rowKeys,
                instance,
                null,
                null,
                null,
                null);
    }

    /** Id of the run's first epoch, which all epochs of a run have in common. */
    public String firstRun() {
        return epochOf == null ? run : epochOf;
    }

    /** How many samples this runner sends to a destination. */
    public int samplesTo(int destination) {
        return rowSamples == null ? samples : rowSamples.get(destination);
    }

    /** How many samples this runner expects from a source. */
    public int samplesFrom(int source) {
        return columnSamples == null ? samples : columnSamples.get(source);
    }

    /** How many bytes the payload of a sample has. */
    public int bytesOf(int sample) {
        return payloadSizes == null ? payloadBytes : payloadSizes.get(sample % payloadSizes.size());
    }

    public Plane onPlane() {
        return Plane.parse(plane).orElseThrow();
    }

    public Schedule schedule() {
        return new Schedule(roster.size(), HexFormat.of().parseHex(seed));
    }

    /** The key of the hops from this source to this runner. */
    public HopKey columnKeyOf(int source) {
        return HopKey.of(
                HexFormat.of().parseHex(columnKey),
                new AgentId(roster.get(source).agentId()));
    }

    /** The key of the hops from this runner to this destination. */
    public HopKey rowKeyOf(int destination) {
        return HopKey.ofHex(rowKeys.get(destination));
    }

    /**
     * When the first attempt of a sample is due, in ms after {@code go}. A sample starts after the rounds of the one
     * before.
     */
    public long offsetMs(int round, int sample) {
        long turn = (long) sample * Math.max(1, roster.size() - 1) + round;
        return turn / inFlight * slotMs;
    }

    @Override
    public String toString() {
        return "Plan[run=" + run + ", epoch=" + epoch + ", index=" + index + ", nodes=" + roster.size() + "]";
    }

    /**
     * Details of {@code armed}, the answer to {@code plan}: the plan is stored, and the stream for its hops is in this
     * state.
     *
     * @param selfDm the self-DM, if the runner sent one
     * @param counters the daemon's counters now; null: unknown
     */
    public record Armed(
            String run,
            int epoch,
            Attachment attachment,
            Attachment.@Nullable SelfDm selfDm,
            Evidence.@Nullable Counters counters) {
        /** Without counters. */
        public Armed(String run, int epoch, Attachment attachment, Attachment.@Nullable SelfDm selfDm) {
            this(run, epoch, attachment, selfDm, null);
        }
    }

    /** A node of the roster; its position in the list is its index. */
    public record Node(String label, String agentId) {
        /**
         * Checks both fields.
         *
         * @throws IllegalArgumentException unless the label is a node label and the id an agent id
         */
        public Node {
            label = new NodeLabel(label).text();
            agentId = new AgentId(agentId).hex();
        }
    }
}
