package dev.x0xtest.coordinator.plan;

import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.plan.HopKey;
import dev.x0xtest.wire.plan.Plan;
import dev.x0xtest.wire.plan.PlanNode;
import dev.x0xtest.wire.plan.RunRef;
import dev.x0xtest.wire.plan.Schedule;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The plans of all runners of one run. Immutable. */
public final class FleetPlan {
    private final RunRef ref;
    private final List<PlanNode> roster;
    private final List<AgentId> ids;
    private final List<byte[]> columnKeys = new ArrayList<>();
    private final PlanTerms terms;
    private final long[] dueByShift;

    /** A node's index is its place in the roster. */
    public FleetPlan(RunRef ref, List<PlanNode> roster, PlanTerms terms, ColumnKeys keys) {
        this.ref = ref;
        this.roster = List.copyOf(roster);
        this.ids = roster.stream().map(node -> new AgentId(node.agentId())).toList();
        this.terms = terms;
        ids.forEach(id -> columnKeys.add(keys.of(ref.run(), id)));
        this.dueByShift = dues(forNode(0, null));
    }

    private static long[] dues(Plan any) {
        Schedule schedule = any.schedule();
        long[] dues = new long[schedule.rounds() + 1];
        for (int round = 0; round < schedule.rounds(); round++) {
            dues[schedule.destination(round, 0)] = any.offsetMs(round, 0);
        }
        return dues;
    }

    public RunRef ref() {
        return ref;
    }

    /** One node's share; {@code instance} as in {@link Plan}. */
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
                terms.plane(),
                1,
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
                instance);
    }

    /** When the hop of a cell is due, in ms after {@code go}. */
    public long dueMs(int source, int destination) {
        return dueByShift[Math.floorMod(destination - source, roster.size())];
    }

    /** When the last hops are due, in ms after {@code go}. */
    public long lastDueMs() {
        long last = 0;
        for (long due : dueByShift) {
            last = Math.max(last, due);
        }
        return last;
    }
}
