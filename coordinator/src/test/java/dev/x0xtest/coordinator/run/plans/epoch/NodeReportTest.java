package dev.x0xtest.coordinator.run.plans.epoch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.coordinator.latency.HopTimes;
import dev.x0xtest.coordinator.run.plans.fleet.ColumnKeys;
import dev.x0xtest.coordinator.run.plans.fleet.FleetPlan;
import dev.x0xtest.coordinator.run.plans.fleet.PlanTerms;
import dev.x0xtest.wire.Plane;
import dev.x0xtest.wire.action.Attachment;
import dev.x0xtest.wire.plan.Evidence;
import dev.x0xtest.wire.plan.Plan;
import dev.x0xtest.wire.plan.RunRef;
import dev.x0xtest.wire.plan.RunReport;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NodeReportTest {
    private static final int NODES = 3;
    private static final int SAMPLES = 2;
    /** A hop each second. */
    private static final FleetPlan PLAN = new FleetPlan(
            new RunRef("5a".repeat(16), 1),
            IntStream.range(0, NODES)
                    .mapToObj(node ->
                            new Plan.Node("n" + node, Integer.toString(node).repeat(64)))
                    .toList(),
            new PlanTerms(Plane.RAW, SAMPLES, 16, "a1".repeat(32), 1, 1_000, 10_000, 60_000, 30_000, null),
            ColumnKeys.none());

    private static NodeReport of(List<RunReport.RowEntry> row, List<RunReport.ColumnEntry> column) {
        return of(row, column, null);
    }

    private static NodeReport of(
            List<RunReport.RowEntry> row, List<RunReport.ColumnEntry> column, RunReport.@Nullable History history) {
        return of(row, column, history, null);
    }

    private static NodeReport of(
            List<RunReport.RowEntry> row,
            List<RunReport.ColumnEntry> column,
            RunReport.@Nullable History history,
            Evidence.@Nullable Host host) {
        Attachment stream = new Attachment(true, 1, 0, 0, 0, 0, 0, 0, 0, 0);
        return new NodeReport(
                new RunReport(
                                "5a".repeat(16),
                                1,
                                0,
                                true,
                                true,
                                row,
                                column,
                                stream,
                                stream,
                                null,
                                1,
                                2,
                                3,
                                4,
                                5,
                                history,
                                null)
                        .with(null, null, host),
                PLAN);
    }

    private static NodeReport underWay(List<RunReport.RowEntry> row, @Nullable Long wentAtUs) {
        Attachment stream = new Attachment(true, 1, 0, 0, 0, 0, 0, 0, 0, 0);
        RunReport report = new RunReport(
                "5a".repeat(16), 1, 0, false, false, row, List.of(), stream, stream, null, 0, 0, 0, 0, 0, null, null);
        return new NodeReport(report.wentAt(wentAtUs), PLAN);
    }

    @Test
    void aRunnerThatIsArmedReportsAndHasNotGone() {
        assertThat(underWay(List.of(), null).went()).isFalse();
        assertThat(underWay(List.of(), 1L).went()).isTrue();
        assertThat(underWay(List.of(row(1, 0, 1, RunReport.RowEntry.OK, 0, 0, 1)), null)
                        .went())
                .isTrue();
        assertThat(of(List.of(), List.of()).went()).as("closed").isTrue();
    }

    private static RunReport.RowEntry row(
            int to, int sample, int attempt, String state, long dueMs, long lateMs, long tookMs) {
        return new RunReport.RowEntry(
                to, sample, attempt, state, "path", 504, "code", "detail", 1, dueMs, lateMs, tookMs);
    }

    private static RunReport.ColumnEntry column(int from, int sample, int attempt, String what, long seenMs) {
        return new RunReport.ColumnEntry(from, sample, attempt, what, 3, seenMs, false, "sender", "live");
    }

    @Test
    void everyEntryComesBackAsItWas() {
        List<RunReport.RowEntry> row = new ArrayList<>();
        List<RunReport.ColumnEntry> column = new ArrayList<>();
        for (int other = 1; other < NODES; other++) {
            for (int sample = 0; sample < SAMPLES; sample++) {
                row.add(row(
                        other,
                        sample,
                        1,
                        other == 1 ? "ok" : "error",
                        PLAN.dueMs(0, other, sample),
                        sample,
                        1000 + other));
                column.add(column(other, sample, 1, other == 1 ? "intact" : "corrupt", -5 + other));
            }
        }
        NodeReport report = of(row, column);
        row.forEach(entry -> assertThat(report.sent(entry.to(), entry.sample())).isEqualTo(entry));
        column.forEach(
                entry -> assertThat(report.seen(entry.from(), entry.sample())).containsExactly(entry));
        assertThat(report.sent(0, 0)).isNull();
        assertThat(report.seen(0, 0)).isEmpty();
        assertThat(report.mostLateMs()).isEqualTo(1);
        assertThat(report.frame().strangers()).isEqualTo(1);
        assertThat(report.frame().sent()).isEqualTo(5);
    }

    @Test
    void aHopThatWasUnderWayWhileTheHostWasBusyIsTainted() {
        long firstMs = PLAN.dueMs(0, 1, 0);
        long secondMs = PLAN.dueMs(0, 1, 1);
        assertThat(secondMs - firstMs).as("the hops of this plan lie apart").isGreaterThan(100);
        RunReport.RowEntry first = row(1, 0, 1, "ok", firstMs, 0, 5);
        RunReport.RowEntry second = row(1, 1, 1, "ok", secondMs, 0, 90);
        Evidence.Window window = new Evidence.Window(secondMs + 50, secondMs + 550);
        Evidence.Host host = new Evidence.Host(500, null, null, null, List.of(window));
        NodeReport report = of(List.of(first, second), List.of(), null, host);
        assertThat(report.tainted(report.sent(1, 0))).isFalse();
        assertThat(report.tainted(report.sent(1, 1))).isTrue();
        assertThat(report.tainted(null)).isFalse();
        assertThat(of(List.of(second), List.of()).tainted(second)).isFalse();
    }

    @Test
    void ofSeveralAttemptsTheLastCounts() {
        long dueMs = PLAN.dueMs(0, 1, 0);
        RunReport.RowEntry first = row(1, 0, 1, "error", dueMs, 0, 5);
        RunReport.RowEntry second = row(1, 0, 2, "ok", dueMs, 0, 6);
        assertThat(of(List.of(first, second), List.of()).sent(1, 0)).isEqualTo(second);
        assertThat(of(List.of(second, first), List.of()).sent(1, 0)).isEqualTo(second);
    }

    @Test
    void whenAHopWasDueSaysThePlanAndNotTheRunner() {
        RunReport.RowEntry claimed = row(1, 0, 1, "ok", 1_000_000, 5, 6);
        NodeReport report = of(List.of(claimed), List.of());
        assertThat(report.sent(1, 0)).isEqualTo(row(1, 0, 1, "ok", PLAN.dueMs(0, 1, 0), 5, 6));
        assertThat(report.lastHopMs(any -> true)).isEqualTo(PLAN.dueMs(0, 1, 0) + 5);
    }

    /** Two rounds of a second each for two samples: the last hop is due at 3 s, the second pass begins at 4 s. */
    @Test
    void aHopOfTheSecondPassWasDueAtItsPlaceThere() {
        long firstMs = PLAN.dueMs(0, 1, 0);
        NodeReport inFirst = of(List.of(row(1, 0, 1, "ok", 0, 3_999 - firstMs, 0)), List.of());
        assertThat(inFirst.lastDueMs(1, 0)).isEqualTo(firstMs);
        NodeReport both = of(
                List.of(
                        row(1, 0, 1, "ok", 0, 4_000 - firstMs, 0),
                        row(1, 1, 1, "ok", 0, 90_000, 0),
                        row(2, 0, 1, "ok", 0, 90_000, 0)),
                List.of());
        assertThat(both.lastDueMs(1, 0)).isEqualTo(4_000 + firstMs);
        assertThat(both.lastDueMs(1, 1)).as("a turn of two rounds later").isEqualTo(4_000 + firstMs + 2_000);
        assertThat(both.lastDueMs(2, 0)).as("first to its destination").isEqualTo(4_000 + PLAN.dueMs(0, 2, 0));
        assertThat(both.lastDueMs(2, 1)).as("not sent").isEqualTo(PLAN.dueMs(0, 2, 1));
    }

    @Test
    void severalSightingsOfOneHopAreKept() {
        List<RunReport.ColumnEntry> seen =
                List.of(column(1, 0, 1, "intact", 4), column(1, 0, 1, "corrupt", 5), column(1, 0, 1, "foreign", 6));
        assertThat(of(List.of(), seen).seen(1, 0)).isEqualTo(seen);
    }

    @Test
    void whatTheHistoryShowedIsBoundedByWhenItWasRead() {
        RunReport.ColumnEntry live = column(1, 0, 1, "intact", 4);
        RunReport.History history = new RunReport.History(
                700L,
                50,
                List.of(
                        new RunReport.Found(1, 0, 1, 900L),
                        new RunReport.Found(1, 1, 1, 900L),
                        new RunReport.Found(1, 1, 1, 900L),
                        new RunReport.Found(2, 0, 2, 900L),
                        new RunReport.Found(-1, 0, 1, 900L),
                        new RunReport.Found(NODES, 0, 1, 900L)),
                List.of(2, NODES, -1),
                null);
        NodeReport report = of(List.of(), List.of(live), history);
        assertThat(report.seen(1, 0)).containsExactly(live);
        assertThat(report.seen(1, 1)).singleElement().satisfies(found -> {
            assertThat(found.seenMs()).isEqualTo(900);
            assertThat(found.source()).isEqualTo("history");
        });
        assertThat(report.seen(2, 0)).as("an attempt that no plan asks for").isEmpty();
        assertThat(report.historyWholeMs(2)).isEqualTo(700);
        assertThat(report.historyWholeMs(1)).isNull();
    }

    @Test
    void aSightingWithoutATimeHasNoBound() {
        RunReport.ColumnEntry entry = new RunReport.ColumnEntry(1, 0, 1, "intact", 1, -99, true, null, "history");
        assertThat(of(List.of(), List.of(entry)).seen(1, 0).get(0).seenMs()).isEqualTo(Integer.MAX_VALUE);
        RunReport.History history =
                new RunReport.History(null, 1, List.of(new RunReport.Found(1, 1, 1, null)), List.of(1), null);
        NodeReport report = of(List.of(), List.of(), history);
        assertThat(report.seen(1, 1).get(0).seenMs()).isEqualTo(Integer.MAX_VALUE);
        assertThat(report.historyWholeMs(1)).isNull();
    }

    private static NodeReport at(
            @Nullable Long wentUs, List<RunReport.RowEntry> row, List<RunReport.ColumnEntry> column, int index) {
        Attachment stream = new Attachment(true, 1, 0, 0, 0, 0, 0, 0, 0, 0);
        return new NodeReport(
                new RunReport(
                                "5a".repeat(16),
                                1,
                                index,
                                true,
                                true,
                                row,
                                column,
                                stream,
                                stream,
                                null,
                                0,
                                0,
                                1,
                                1,
                                0,
                                null,
                                null)
                        .wentAt(wentUs),
                PLAN);
    }

    @Test
    void timesAreThoseOfBothClocks() {
        long dueUs = 1_000 * PLAN.dueMs(0, 1, 1);
        NodeReport source = at(7_000_000L, List.of(row(1, 1, 1, "ok", 0, 2, 30).in(250, 7)), List.of(), 0);
        NodeReport destination = at(
                9_000_000L, List.of(), List.of(column(0, 1, 1, "intact", 1_500).in(-3)), 1);
        assertThat(source.times(destination, 1, 1))
                .isEqualTo(new HopTimes(
                        30_007L, 27_757L, 7_000_000 + dueUs + 2_250, 9_000_000L + 1_499_997, dueUs + 2_250));
        assertThat(source.times(null, 1, 1).seenUs()).isNull();
        assertThat(source.times(destination, 1, 0)).isEqualTo(HopTimes.NONE);
    }

    @Test
    void anOlderRunnerTellsMilliseconds() {
        NodeReport source = at(null, List.of(row(1, 0, 1, "ok", 0, 2, 30)), List.of(), 0);
        assertThat(source.times(null, 1, 0))
                .isEqualTo(new HopTimes(30_000L, 28_000L, null, null, 1_000 * PLAN.dueMs(0, 1, 0) + 2_000));
    }

    @Test
    void aRefusedHopHasNoLatencyAndAFoundOneNoTime() {
        NodeReport source = at(7L, List.of(row(1, 0, 1, "error", 0, 2, 30)), List.of(), 0);
        RunReport.ColumnEntry found = new RunReport.ColumnEntry(0, 0, 1, "intact", 1, 99, true, null, "history");
        HopTimes times = source.times(at(9L, List.of(), List.of(found), 1), 1, 0);
        assertThat(times.sendUs()).isNull();
        assertThat(times.sentUs()).isNotNull();
        assertThat(times.seenUs()).isNull();
        assertThat(times.leftUs()).isEqualTo(1_000 * PLAN.dueMs(0, 1, 0) + 2_000);
    }

    @Test
    void whatNoClockSaysIsClamped() {
        NodeReport source = at(-1L, List.of(row(1, 0, 1, "ok", 0, -9, -8).in(100_000, -100_000)), List.of(), 0);
        HopTimes times = source.times(null, 1, 0);
        assertThat(times).isEqualTo(new HopTimes(0L, 0L, null, null, 1_000 * PLAN.dueMs(0, 1, 0)));
        assertThat(at(Long.MAX_VALUE, List.of(row(1, 0, 1, "ok", 0, 1, 2)), List.of(), 0)
                        .times(null, 1, 0)
                        .sentUs())
                .isNull();
    }

    @Test
    void whatNoPlanAskedForIsLeftAlone() {
        List<RunReport.RowEntry> row = List.of(
                row(NODES, 0, 1, "ok", 0, 0, 0), row(-1, 0, 1, "ok", 0, 0, 0), row(1, SAMPLES, 1, "ok", 0, 0, 0));
        List<RunReport.ColumnEntry> column =
                List.of(column(NODES, 0, 1, "intact", 0), column(1, -1, 1, "intact", 0), column(1, 0, 2, "intact", 0));
        NodeReport report = of(row, column);
        for (int other = 0; other < NODES; other++) {
            for (int sample = 0; sample < SAMPLES; sample++) {
                assertThat(report.sent(other, sample)).isNull();
                assertThat(report.seen(other, sample)).isEmpty();
            }
        }
    }
}
