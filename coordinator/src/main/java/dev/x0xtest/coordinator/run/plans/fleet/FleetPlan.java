package dev.x0xtest.coordinator.run.plans.fleet;

import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.Plane;
import dev.x0xtest.wire.plan.HopKey;
import dev.x0xtest.wire.plan.Plan;
import dev.x0xtest.wire.plan.RunRef;
import dev.x0xtest.wire.plan.Schedule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The plans of all runners for one epoch of a run. Immutable; times are in ms after {@code go}. */
public final class FleetPlan {
    private final RunRef ref;
    private final List<Plan.Node> roster;
    private final List<AgentId> ids;
    private final List<byte[]> columnKeys = new ArrayList<>();
    private final PlanTerms terms;
    /** When hops are due: by sample, then by the distance from source to destination in the roster. */
    private final long[][] dues;

    private final long lastDueMs;

    private final @Nullable Rest rest;

    /**
     * A share of all hops: what an earlier epoch of a run left unsent, or what a sparse run measures.
     *
     * @param firstRun the id of the run's first epoch, for a later one; null: this is the first
     * @param samples how many samples of each source go to each node
     */
    public record Rest(@Nullable String firstRun, List<List<Integer>> samples) {
        private List<Integer> from(int source) {
            return samples.get(source);
        }

        private List<Integer> to(int destination) {
            return samples.stream().map(row -> row.get(destination)).toList();
        }
    }

    /** A plan for this roster; the index of a node is its place in it. */
    public FleetPlan(RunRef ref, List<Plan.Node> roster, PlanTerms terms, ColumnKeys keys) {
        this(ref, roster, terms, keys, null);
    }

    /** The plan of a share; without {@code rest} that of all hops. */
    public FleetPlan(RunRef ref, List<Plan.Node> roster, PlanTerms terms, ColumnKeys keys, @Nullable Rest rest) {
        this.ref = ref;
        this.rest = rest;
        this.roster = List.copyOf(roster);
        this.ids = roster.stream().map(node -> new AgentId(node.agentId())).toList();
        this.terms = terms;
        ids.forEach(id -> columnKeys.add(keys.of(ref.run(), id)));
        this.dues = dues(forNode(0, null));
        this.lastDueMs = Arrays.stream(dues[dues.length - 1]).max().orElse(0);
    }

    private static long[][] dues(Plan any) {
        Schedule schedule = any.schedule();
        long[][] dues = new long[any.samples()][schedule.rounds() + 1];
        for (int sample = 0; sample < dues.length; sample++) {
            for (int round = 0; round < schedule.rounds(); round++) {
                dues[sample][schedule.destination(round, 0)] = any.offsetMs(round, sample);
            }
        }
        return dues;
    }

    public RunRef ref() {
        return ref;
    }

    public Plane plane() {
        return terms.plane();
    }

    /** How many take part. */
    public int nodes() {
        return roster.size();
    }

    /** The plan of one node; {@code instance} as in {@link Plan}. */
    public Plan forNode(int index, @Nullable String instance) {
        AgentId self = ids.get(index);
        List<String> rowKeys = columnKeys.stream()
                .map(columnKey -> HopKey.of(columnKey, self).hex())
                .toList();
        return new Plan(
                ref.run(),
                ref.epoch(),
                index,
                roster,
                terms.plane().label(),
                terms.samples(),
                terms.payloadBytes(),
                terms.seed(),
                terms.inFlight(),
                terms.slotMs(),
                1,
                0,
                terms.hopMs(),
                terms.runMs(),
                terms.leaseMs(),
                HexFormat.of().formatHex(columnKeys.get(index)),
                rowKeys,
                instance,
                rest == null ? null : rest.firstRun(),
                rest == null ? null : rest.from(index),
                rest == null ? null : rest.to(index),
                terms.payloadSizes());
    }

    /** Samples of the pair with the most. */
    public int samples() {
        return terms.samples();
    }

    /** Samples of one pair. */
    public int samples(int source, int destination) {
        return rest == null ? terms.samples() : rest.from(source).get(destination);
    }

    /** When a hop is due, in ms after {@code go}. */
    public long dueMs(int source, int destination, int sample) {
        return dues[sample][Math.floorMod(destination - source, roster.size())];
    }

    /** When the last hops are due, in ms after {@code go}. */
    public long lastDueMs() {
        return lastDueMs;
    }

    /**
     * When the second pass begins, in ms after {@code go}: hops to a destination that did not answer wait for it. A burst
     * has none: {@code Long.MAX_VALUE}.
     */
    public long secondPassMs() {
        return terms.slotMs() == 0 ? Long.MAX_VALUE : lastDueMs + terms.slotMs();
    }

    /**
     * When a hop is due in the second pass, in ms after {@code go}.
     *
     * @param before how many hops of the source to this destination are in that pass before it
     */
    public long secondDueMs(int source, int destination, int before) {
        long turnMs = (long) (roster.size() - 1) * terms.slotMs() / terms.inFlight();
        return secondPassMs() + dueMs(source, destination, 0) + before * turnMs;
    }
}
