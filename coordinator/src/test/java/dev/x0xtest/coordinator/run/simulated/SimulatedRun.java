package dev.x0xtest.coordinator.run.simulated;

import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.action.Attachment;
import dev.x0xtest.wire.plan.Plan;
import dev.x0xtest.wire.plan.RunReport;
import dev.x0xtest.wire.plan.Schedule;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One plan at one simulated runner: its hops in virtual time, its row and its column. It does not limit the sends in
 * flight.
 */
final class SimulatedRun {
    final Plan plan;
    final Attachment armed;
    long leaseMs;
    /** The process that commands it; null: the first one. */
    @Nullable
    String holder;

    boolean reported;
    boolean rowEndTold;
    private final SimulatedFleet fleet;
    private final SimulatedRunner runner;
    private final Map<Sample, RunReport.RowEntry> row = new HashMap<>();
    private final Map<String, RunReport.ColumnEntry> column = new HashMap<>();
    /** What its daemon stored and its stream did not show. */
    private final List<RunReport.Found> stored = new ArrayList<>();

    private BitSet expected = new BitSet();
    private Runnable changed = () -> {};
    private int begun;
    private long goMs = -1;
    private boolean closed;
    private @Nullable String stopped;

    private record Sample(int destination, int number) {}

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
        for (int number = 0; number < plan.samples(); number++) {
            for (int round = 0; round < schedule.rounds(); round++) {
                Sample sample = new Sample(schedule.destination(round, plan.index()), number);
                if (number >= plan.samplesTo(sample.destination())) {
                    continue;
                }
                long dueMs = plan.offsetMs(round, number);
                if (!armedNodes.get(sample.destination())) {
                    notAttempted(sample, dueMs, "destination not ready");
                } else {
                    fleet.in(dueMs + runner.queuedMs, () -> send(sample, dueMs));
                }
            }
        }
        changed.run();
    }

    private void send(Sample sample, long dueMs) {
        if (runner.plan != this || row.containsKey(sample)) {
            return;
        }
        if (fleet.nowMs() - leaseMs > plan.leaseMs()) {
            stop("lease lapsed");
            return;
        }
        SimulatedRunner to =
                fleet.byId(new AgentId(plan.roster().get(sample.destination()).agentId()));
        HopPlan hop = fleet.plan(fleet.runners.indexOf(runner), fleet.runners.indexOf(to), sample.number());
        begun++;
        fleet.hopsSent++;
        if (hop.attempted() || hop.arrival() != HopPlan.Arrival.NEVER) {
            arrive(to, sample, hop);
        }
        fleet.in(hop.sendMs(), () -> {
            begun--;
            row.put(sample, entry(sample, dueMs, hop));
            changed.run();
        });
    }

    private RunReport.RowEntry entry(Sample sample, long dueMs, HopPlan hop) {
        if (!hop.attempted()) {
            return notAttemptedEntry(sample, dueMs, hop.code().isEmpty() ? "x" : hop.code());
        }
        boolean ok = hop.path() != null;
        return new RunReport.RowEntry(
                sample.destination(),
                sample.number(),
                1,
                !hop.answered() ? RunReport.RowEntry.UNKNOWN : ok ? RunReport.RowEntry.OK : RunReport.RowEntry.ERROR,
                hop.answered() ? hop.path() : null,
                ok ? null : hop.status(),
                ok ? null : hop.code(),
                null,
                ok ? 0 : null,
                dueMs,
                runner.queuedMs,
                runner.queuedMs + hop.sendMs());
    }

    private void arrive(SimulatedRunner to, Sample sample, HopPlan hop) {
        if (hop.arrival() == HopPlan.Arrival.NEVER) {
            return;
        }
        fleet.in(hop.arrivalMs(), () -> {
            SimulatedRun there = to.plan;
            if (there == null || !there.plan.run().equals(plan.run())) {
                return;
            }
            if (to.hears()) {
                there.see(plan.index(), sample.number(), plan.rowKeys().get(sample.destination()), hop);
            } else {
                there.stored.add(new RunReport.Found(plan.index(), sample.number(), 1, fleet.nowMs() - there.goMs));
            }
        });
    }

    private void see(int from, int sample, String key, HopPlan hop) {
        boolean rightKey = plan.columnKeyOf(from).hex().equals(key);
        String what = !rightKey || hop.arrival() == HopPlan.Arrival.CORRUPT
                ? RunReport.ColumnEntry.CORRUPT
                : hop.arrival() == HopPlan.Arrival.IMPOSTOR
                        ? RunReport.ColumnEntry.FOREIGN
                        : RunReport.ColumnEntry.INTACT;
        column.put(
                from + what + sample,
                new RunReport.ColumnEntry(
                        from,
                        sample,
                        1,
                        what,
                        hop.copies(),
                        goMs < 0 ? 0 : fleet.nowMs() - goMs,
                        hop.verified(),
                        what.equals(RunReport.ColumnEntry.FOREIGN)
                                ? SimulatedFleet.id(77).hex()
                                : null,
                        "live"));
        changed.run();
    }

    private void notAttempted(Sample sample, long dueMs, String why) {
        row.put(sample, notAttemptedEntry(sample, dueMs, why));
    }

    private static RunReport.RowEntry notAttemptedEntry(Sample sample, long dueMs, String why) {
        return new RunReport.RowEntry(
                sample.destination(),
                sample.number(),
                0,
                RunReport.RowEntry.NOT_ATTEMPTED,
                null,
                null,
                why,
                null,
                null,
                dueMs,
                0,
                0);
    }

    private void stop(String reason) {
        stopped = reason;
        for (int hop = 0; hop < plan.roster().size() * plan.samples(); hop++) {
            Sample sample = new Sample(hop / plan.samples(), hop % plan.samples());
            boolean asked =
                    sample.destination() != plan.index() && sample.number() < plan.samplesTo(sample.destination());
            if (asked && begun == 0 && !row.containsKey(sample)) {
                notAttempted(sample, 0, reason);
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
                : goMs >= 0
                        && row.size()
                                == IntStream.range(0, plan.roster().size())
                                        .filter(to -> to != plan.index())
                                        .map(plan::samplesTo)
                                        .sum();
    }

    boolean complete() {
        return goMs >= 0
                && expected.stream()
                        .allMatch(from -> IntStream.range(0, plan.samplesFrom(from))
                                .allMatch(sample -> column.containsKey(from + RunReport.ColumnEntry.INTACT + sample)));
    }

    boolean isFinal() {
        return rowEnded() && (closed || complete());
    }

    /** As it tells its coordinator. */
    String stateNow() {
        return isFinal() ? "final" : rowEnded() ? RunReport.Progress.ROW_ENDED : "running";
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

    RunReport report(Attachment.@Nullable SelfDm self) {
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
                0,
                history(),
                null);
    }

    private RunReport.@Nullable History history() {
        if (!runner.readsHistory || !isFinal() || complete()) {
            return null;
        }
        long readMs = fleet.nowMs() - goMs;
        List<RunReport.Found> found = stored.stream()
                .map(hop -> new RunReport.Found(
                        hop.from(),
                        hop.sample(),
                        hop.attempt(),
                        runner.readsHistoryAtOnce ? hop.byMs() : (Long) readMs))
                .toList();
        List<Integer> whole = IntStream.range(
                        0, runner.historyIsWhole ? plan.roster().size() : 0)
                .boxed()
                .toList();
        return new RunReport.History(readMs, 100, found, whole, null);
    }
}
