package dev.x0xtest.coordinator.run.terms;

import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.NetworkName;
import dev.x0xtest.wire.NodeLabel;
import dev.x0xtest.wire.Plane;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a run is asked to do. Fixed from its start and written to the journal.
 *
 * @param roster every node asked for, without the excluded ones; all pairs of them are cells, unless {@code cells} says less
 * @param pubsub whether the run uses topics beside direct messages; false is {@code --no-pubsub-after-discover}
 * @param network the network of the runners; null: any
 * @param perPair whether the per-pair path also drives runners that support plans
 * @param seed order of the pairs and the ids of the commands; not a secret
 * @param toleratedLoss share of the samples of a pair that may be lost without failing the run; null, as in older
 *     journals: none
 * @param cells the pairs of a sparse run, as the rows of {@link DeclaredCells}; null, as in older journals: all pairs
 */
public record RunConfig(
        String runId,
        NodeLabel anchor,
        List<RunConfig.Node> roster,
        List<NodeLabel> excluded,
        Plane plane,
        boolean pubsub,
        RunConfig.Limits limits,
        @Nullable NetworkName network,
        boolean perPair,
        long seed,
        @Nullable Double toleratedLoss,
        @Nullable List<List<Integer>> cells) {
    public RunConfig {
        roster = List.copyOf(roster);
        excluded = List.copyOf(excluded);
        if (cells != null) {
            cells = new DeclaredCells(cells).rows();
            if (cells.size() != roster.size()) {
                throw new IllegalArgumentException(cells.size() + " rows of pairs for " + roster.size() + " nodes");
            }
        }
    }

    /** A run of all pairs. */
    public RunConfig(
            String runId,
            NodeLabel anchor,
            List<RunConfig.Node> roster,
            List<NodeLabel> excluded,
            Plane plane,
            boolean pubsub,
            RunConfig.Limits limits,
            @Nullable NetworkName network,
            boolean perPair,
            long seed,
            @Nullable Double toleratedLoss) {
        this(runId, anchor, roster, excluded, plane, pubsub, limits, network, perPair, seed, toleratedLoss, null);
    }

    /** A run that tolerates no loss. */
    public RunConfig(
            String runId,
            NodeLabel anchor,
            List<RunConfig.Node> roster,
            List<NodeLabel> excluded,
            Plane plane,
            boolean pubsub,
            RunConfig.Limits limits,
            @Nullable NetworkName network,
            boolean perPair,
            long seed) {
        this(runId, anchor, roster, excluded, plane, pubsub, limits, network, perPair, seed, null);
    }

    /** The same run for these pairs alone. */
    public RunConfig declaring(List<List<Integer>> pairs) {
        return new RunConfig(
                runId, anchor, roster, excluded, plane, pubsub, limits, network, perPair, seed, toleratedLoss, pairs);
    }

    /** Whether it leaves pairs of its roster out. Not named as a property: a journal holds the pairs. */
    public boolean sparse() {
        return cells != null;
    }

    /** The pairs of a sparse run; null: all. */
    @Nullable
    public DeclaredCells declared() {
        return cells == null ? null : new DeclaredCells(cells);
    }

    /** How many pairs it measures. */
    public int pairs() {
        return cells == null
                ? roster.size() * (roster.size() - 1)
                : cells.stream().mapToInt(List::size).sum();
    }

    /**
     * The bounds of a run.
     *
     * @param deadline from the first event to the report at the latest
     * @param discover how long a node may take to be found and ready
     * @param hop how long a hop may take; the judge adds two seconds of tolerance
     * @param grace how long to wait for a missing sighting before the receiver is asked for its coverage
     * @param undecidedAttempts attempts at a cell that stays unobserved, or whose sender does not know the recipient
     * yet
     * @param refutedAttempts attempts at a refuted cell
     * @param perRunner hops in flight from one runner
     * @param total commands of the per-pair path in flight in all; plans do not count
     * @param payloadBytes random bytes in each hop; in the largest one, if there are several sizes
     * @param samples hops of each pair, one after another: all sizes, as often as was asked for
     * @param burst whether plans are not paced: all hops are due at once
     * @param lease a node that is silent for this long is lost; null, as in older journals: none ever is
     * @param rate hops per second that each node begins by its plan; null, as in older journals: 2,000 in the fleet
     * @param fleetRate hops per second that all nodes together begin by their plans; null: no bound but the rate
     * @param adaptive whether as many hops may be in flight by a plan as the round trips demand, not {@code perRunner}
     * @param evidence whether runners are asked about nodes that something speaks against; false, as in older journals: they
     *     are not
     * @param payloadSizes random bytes of the hops, ascending: sample k has the size {@code k mod n} of n. Null, as in older
     *     journals: all have {@code payloadBytes}, and the report does not say it
     */
    public record Limits(
            Duration deadline,
            Duration discover,
            Duration hop,
            Duration grace,
            int undecidedAttempts,
            int refutedAttempts,
            int perRunner,
            int total,
            int payloadBytes,
            int samples,
            boolean burst,
            @Nullable Duration lease,
            @Nullable Integer rate,
            @Nullable Integer fleetRate,
            boolean adaptive,
            boolean evidence,
            @Nullable List<Integer> payloadSizes) {
        /** How long a runner sends without hearing from its coordinator, and a coordinator waits for a silent node. */
        public static final Duration LEASE = Duration.ofSeconds(30);

        /** How long a node may take to be found, in a run that has the time. */
        private static final Duration DISCOVER = Duration.ofSeconds(30);

        /** Hops per second that a host begins unless a person says otherwise: docs/performance.md, section The pace. */
        public static final int RATE = 50;

        /** Random bytes in a hop unless a person says otherwise: docs/performance.md, section The size of a hop. */
        public static final int PAYLOAD_BYTES = 2_048;

        public Limits {
            payloadSizes = payloadSizes == null ? null : List.copyOf(payloadSizes);
        }

        /** Limits without a rate. */
        public Limits(
                Duration deadline,
                Duration discover,
                Duration hop,
                Duration grace,
                int undecidedAttempts,
                int refutedAttempts,
                int perRunner,
                int total,
                int payloadBytes,
                int samples,
                boolean burst,
                @Nullable Duration lease) {
            this(
                    deadline,
                    discover,
                    hop,
                    grace,
                    undecidedAttempts,
                    refutedAttempts,
                    perRunner,
                    total,
                    payloadBytes,
                    samples,
                    burst,
                    lease,
                    null,
                    null,
                    false,
                    false,
                    null);
        }

        /**
         * The bounds that a run has when a person gives no option; {@code samples} of the usual size for each pair. Finding the
         * nodes takes a quarter of the time at most: what is silent is to be asked about as well.
         */
        public static Limits usual(Plane plane, int samples, Duration deadline) {
            return new Limits(
                    deadline,
                    deadline.compareTo(DISCOVER.multipliedBy(4)) < 0 ? deadline.dividedBy(4) : DISCOVER,
                    plane.hopDeadline(),
                    plane.grace(),
                    3,
                    1,
                    4,
                    64,
                    PAYLOAD_BYTES,
                    samples,
                    false,
                    LEASE,
                    RATE,
                    null,
                    true,
                    true,
                    List.of(PAYLOAD_BYTES));
        }

        /** The same with hops of one other size, at other rates, or all at once. */
        public Limits sending(int bytes, boolean atOnce, int ownRate, @Nullable Integer together) {
            return new Limits(
                    deadline,
                    discover,
                    hop,
                    grace,
                    undecidedAttempts,
                    refutedAttempts,
                    perRunner,
                    total,
                    bytes,
                    samples,
                    atOnce,
                    lease,
                    ownRate,
                    together,
                    together == null,
                    evidence,
                    List.of(bytes));
        }

        /** The sizes of the hops of each pair, ascending; at least one. */
        public List<Integer> sizes() {
            return payloadSizes == null ? List.of(payloadBytes) : payloadSizes;
        }

        /** Random bytes in the hops of this sample. */
        public int bytesOf(int sample) {
            List<Integer> sizes = sizes();
            return sizes.get(sample % sizes.size());
        }

        /** Random bytes in all hops of one pair. */
        public long pairBytes() {
            return IntStream.range(0, samples).mapToLong(this::bytesOf).sum();
        }

        /**
         * How long the hops take at the rates; zero without one.
         *
         * @param most pairs of the node that sends or receives the most
         * @param pairs of the whole run
         */
        public Duration sending(int most, int pairs) {
            long byNodeMs = rate == null ? 0 : (long) samples * most * 1_000 / rate;
            long byFleetMs = fleetRate == null ? 0 : (long) samples * pairs * 1_000 / fleetRate;
            return Duration.ofMillis(Math.max(byNodeMs, byFleetMs));
        }
    }

    /**
     * A node asked for.
     *
     * @param pinned the agent id that it must have; null: discovery learns it
     * @param labels what the fleet file says of it, such as its region; null, as in older journals: nothing. No cell depends
     *     on them
     */
    public record Node(
            NodeLabel label,
            @Nullable AgentId pinned,
            @Nullable Map<String, String> labels) {
        /** A node of which nothing more is said. */
        public Node(NodeLabel label, @Nullable AgentId pinned) {
            this(label, pinned, null);
        }
    }
}
