package dev.x0xtest.coordinator.run;

import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.Attachment;
import dev.x0xtest.wire.SelfDm;
import dev.x0xtest.wire.plan.ColumnEntry;
import dev.x0xtest.wire.plan.Plan;
import dev.x0xtest.wire.plan.RowEntry;
import dev.x0xtest.wire.plan.RunReport;
import dev.x0xtest.wire.plan.Schedule;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One plan at one simulated runner: its hops in virtual time, its row and its column. Sends are not bounded. */
final class SimulatedRun {
    final Plan plan;
    final Attachment armed;
    long leaseMs;
    boolean reported;
    boolean rowEndTold;
    private final SimulatedFleet fleet;
    private final SimulatedRunner runner;
    private final Map<Integer, RowEntry> row = new HashMap<>();
    private final Map<String, ColumnEntry> column = new HashMap<>();
    private BitSet expected = new BitSet();
    private Runnable changed = () -> {};
    private int begun;
    private long goMs = -1;
    private boolean closed;
    private @Nullable String stopped;

    SimulatedRun(SimulatedFleet fleet, SimulatedRunner runner, Plan plan) {
        this.fleet = fleet;
        this.runner = runner;
        this.plan = plan;
        this.armed = runner.attachment(fleet.nowMs());
        this.leaseMs = fleet.nowMs();
    }

    void go(BitSet armedNodes, Runnable whenChanged) {
        if (goMs >= 0) {
            return;
        }
        goMs = fleet.nowMs();
        changed = whenChanged;
        expected = (BitSet) armedNodes.clone();
        expected.clear(plan.index());
        Schedule schedule = plan.schedule();
        for (int round = 0; round < schedule.rounds(); round++) {
            int destination = schedule.destination(round, plan.index());
            long dueMs = plan.offsetMs(round, 0);
            if (!armedNodes.get(destination)) {
                notAttempted(destination, dueMs, "destination not ready");
            } else {
                fleet.in(dueMs + runner.queuedMs, () -> send(destination, dueMs));
            }
        }
        changed.run();
    }

    private void send(int destination, long dueMs) {
        if (runner.plan != this || row.containsKey(destination)) {
            return;
        }
        if (fleet.nowMs() - leaseMs > plan.leaseMs()) {
            stop("lease lapsed");
            return;
        }
        SimulatedRunner to =
                fleet.byId(new AgentId(plan.roster().get(destination).agentId()));
        HopPlan hop = fleet.plan(fleet.runners.indexOf(runner), fleet.runners.indexOf(to));
        begun++;
        if (hop.attempted() || hop.arrival() != HopPlan.Arrival.NEVER) {
            arrive(to, destination, hop);
        }
        fleet.in(hop.sendMs(), () -> {
            begun--;
            row.put(destination, entry(destination, dueMs, hop));
            changed.run();
        });
    }

    private RowEntry entry(int destination, long dueMs, HopPlan hop) {
        if (!hop.attempted()) {
            return new RowEntry(destination, 0, 0, RowEntry.NOT_ATTEMPTED, null, null, "x", null, null, dueMs, 0, 0);
        }
        boolean ok = hop.path() != null;
        return new RowEntry(
                destination,
                0,
                1,
                ok ? RowEntry.OK : RowEntry.ERROR,
                hop.path(),
                ok ? null : hop.status(),
                ok ? null : hop.code(),
                null,
                ok ? 0 : null,
                dueMs,
                runner.queuedMs,
                runner.queuedMs + hop.sendMs());
    }

    private void arrive(SimulatedRunner to, int destination, HopPlan hop) {
        if (hop.arrival() == HopPlan.Arrival.NEVER) {
            return;
        }
        fleet.in(hop.arrivalMs(), () -> {
            SimulatedRun there = to.plan;
            if (to.hears() && there != null && there.plan.run().equals(plan.run())) {
                there.see(plan.index(), plan.rowKeys().get(destination), hop);
            }
        });
    }

    private void see(int from, String key, HopPlan hop) {
        boolean rightKey = plan.columnKeyOf(from).hex().equals(key);
        String what = !rightKey || hop.arrival() == HopPlan.Arrival.CORRUPT
                ? ColumnEntry.CORRUPT
                : hop.arrival() == HopPlan.Arrival.IMPOSTOR ? ColumnEntry.FOREIGN : ColumnEntry.INTACT;
        column.put(
                from + what,
                new ColumnEntry(
                        from,
                        0,
                        1,
                        what,
                        hop.copies(),
                        goMs < 0 ? 0 : fleet.nowMs() - goMs,
                        hop.verified(),
                        what.equals(ColumnEntry.FOREIGN) ? SimulatedFleet.id(77).hex() : null,
                        "live"));
        changed.run();
    }

    private void notAttempted(int destination, long dueMs, String why) {
        row.put(
                destination,
                new RowEntry(destination, 0, 0, RowEntry.NOT_ATTEMPTED, null, null, why, null, null, dueMs, 0, 0));
    }

    private void stop(String reason) {
        stopped = reason;
        for (int node = 0; node < plan.roster().size(); node++) {
            if (node != plan.index() && begun == 0 && !row.containsKey(node)) {
                notAttempted(node, 0, reason);
            }
        }
        changed.run();
    }

    void close(String reason) {
        closed = true;
        stop(reason);
    }

    boolean rowEnded() {
        return stopped != null
                ? begun == 0
                : goMs >= 0 && row.size() == plan.roster().size() - 1;
    }

    boolean complete() {
        return goMs >= 0 && expected.stream().allMatch(from -> column.containsKey(from + ColumnEntry.INTACT));
    }

    boolean isFinal() {
        return rowEnded() && (closed || complete());
    }

    boolean underWay(long nowMs) {
        return !isFinal() && nowMs - leaseMs <= plan.leaseMs();
    }

    int rowSize() {
        return row.size();
    }

    int columnSize() {
        return column.size();
    }

    RunReport report(@Nullable SelfDm self) {
        return new RunReport(
                plan.run(),
                plan.epoch(),
                plan.index(),
                rowEnded(),
                isFinal(),
                new ArrayList<>(row.values()),
                List.copyOf(column.values()),
                armed,
                runner.attachment(fleet.nowMs()),
                self,
                0,
                0,
                1,
                1,
                0);
    }
}
