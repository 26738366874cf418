package dev.x0xtest.serve.history.store;

import static dev.x0xtest.serve.history.SampleRun.SCOPE;
import static dev.x0xtest.serve.history.SampleRun.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.coordinator.report.CellOutcome;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.fact.Fact;
import dev.x0xtest.serve.history.HistoryReader;
import dev.x0xtest.serve.history.HistoryReader.Matrix;
import dev.x0xtest.serve.history.HistoryReader.PairPast;
import dev.x0xtest.serve.history.SampleModel;
import dev.x0xtest.serve.history.SampleRun;
import dev.x0xtest.serve.history.record.Entry;
import dev.x0xtest.serve.history.record.RunFigures;
import dev.x0xtest.serve.model.Delivery;
import dev.x0xtest.serve.model.EndedRun;
import dev.x0xtest.serve.model.Incident;
import dev.x0xtest.serve.model.RunKind;
import dev.x0xtest.serve.model.Scope;
import dev.x0xtest.wire.NetworkName;
import dev.x0xtest.wire.NodeLabel;
import dev.x0xtest.wire.Plane;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a store keeps and gives back; one suite for both databases. */
abstract class StoreContract extends StoreBed {
    @Test
    void anEmptyHistoryHasNothing() {
        assertThat(reader.scopes()).isEmpty();
        assertThat(reader.matrix(SCOPE, START)).isEmpty();
        assertThat(reader.pair(SCOPE, "a", "b", 0, START, 0)).isEmpty();
        assertThat(reader.runs(null, 10, Long.MAX_VALUE)).isEmpty();
        assertThat(reader.node(SCOPE, "a")).isEmpty();
    }

    @Test
    void aRunIsKeptWithAllThatItChanged() {
        EndedRun run = SampleRun.of("a", "b", "c")
                .with("a", "b", CellOutcome.MISSING)
                .with("c", "a", CellOutcome.NOT_RUN)
                .ended(id(1), START);
        Incident incident = SampleModel.incident("i1", Incident.State.OPEN, START - 5, null);
        Delivery delivery = SampleModel.delivery("hook", "a1", 0, START);
        store.keep(new Entry.Began(SCOPE, RunKind.FULL, "every", id(1), START - 10_000));
        store.keep(new Entry.Ended(RunFigures.of(run), List.of(incident), List.of(delivery)));

        assertThat(reader.scopes()).containsExactly(SCOPE);
        assertThat(reader.runs(SCOPE, 10, Long.MAX_VALUE))
                .containsExactly(new HistoryReader.Run(
                        id(1), SCOPE, RunKind.FULL, "every", START - 10_000, START, "FAIL", 6, 4, 1, 1, 9));
        assertThat(reader.run(id(1)))
                .contains(reader.runs(null, 1, Long.MAX_VALUE).get(0));
        Matrix matrix = reader.matrix(SCOPE, START).orElseThrow();
        assertThat(matrix.run()).isEqualTo(id(1));
        assertThat(matrix.nodes()).containsExactly("a", "b", "c");
        assertThat(rows(matrix.letters())).isEqualTo(".Mp\np.p\nNp.\n");
        assertThat(rows(matrix.outcome())).isEqualTo(".rp\np.p\nup.\n");
        assertThat(matrix.p50Us()[1][0]).isEqualTo(SampleRun.us("b", "a"));
        assertThat(matrix.p50Us()[0][1]).isEqualTo(-1);
        assertThat(matrix.seenMs()[0][2]).isEqualTo(START);
        assertThat(reader.incidents(SCOPE, true, 10, Long.MAX_VALUE)).containsExactly(incident);
        assertThat(reader.deliveries(10)).containsExactly(delivery);
        assertThat(reader.report(id(1)).orElseThrow())
                .contains("x0xtest/report/2")
                .contains(id(1));
        assertThat(reader.failures(SCOPE, "a", "b", 5))
                .containsExactly(new HistoryReader.Failure(START, id(1), 'M', "", "said ?[31m<b>so</b>"));
        assertThat(reader.node(SCOPE, "a").orElseThrow().facts()).contains(new HistoryReader.Fact("x0xd", "0.48.1"));
    }

    @Test
    void aRunThatIsThereChangesNothing() {
        EndedRun run = SampleRun.of("a", "b").ended(id(1), START);
        Delivery delivery = SampleModel.delivery("hook", "a1", 0, START);
        store.keep(new Entry.Ended(RunFigures.of(run), List.of(), List.of(delivery)));
        store.keep(new Entry.Delivered("hook", "a1"));

        assertThat(store.keep(new Entry.Ended(RunFigures.of(run), List.of(), List.of(delivery))))
                .isFalse();
        assertThat(reader.deliveries(10)).isEmpty();
        assertThat(reader.pair(SCOPE, "a", "b", START - 1, START, 0)
                        .orElseThrow()
                        .points())
                .hasSize(1);
    }

    @Test
    void aRunThatIsInFlightAtTheNextStartWasCut() {
        store.keep(new Entry.Began(SCOPE, RunKind.FULL, "every", id(1), START));
        assertThat(reader.runs(SCOPE, 10, Long.MAX_VALUE)).isEmpty();

        assertThat(store.cut()).isEqualTo(1);
        assertThat(reader.runs(SCOPE, 10, Long.MAX_VALUE))
                .extracting(HistoryReader.Run::verdict)
                .containsExactly("cut");

        keep(SampleRun.of("a", "b").ended(id(1), START + MINUTE));
        assertThat(store.cut()).isZero();
        assertThat(reader.run(id(1)).orElseThrow().verdict()).isEqualTo("PASS");
    }

    @Test
    void ofEachPairTheLastRunThatMeasuredItCounts() {
        keep(SampleRun.of("a", "b", "c").ended(id(1), START));
        keep(SampleRun.of("a", "b", "c")
                .kind(RunKind.ROTATION)
                .only("a>b", "b>c", "c>a")
                .with("b", "c", CellOutcome.REFUSED)
                .ended(id(2), START + MINUTE));
        keep(SampleRun.of("a", "b", "c")
                .kind(RunKind.ROTATION)
                .only("a>c", "b>a", "c>b")
                .ended(id(3), START + 2 * MINUTE));

        Matrix now = reader.matrix(SCOPE, START + 3 * MINUTE).orElseThrow();
        assertThat(now.run()).isEqualTo(id(3));
        assertThat(rows(now.letters())).isEqualTo(".pp\np.R\npp.\n");
        assertThat(now.seenMs()[1][2]).isEqualTo(START + MINUTE);
        assertThat(now.seenMs()[0][2]).isEqualTo(START + 2 * MINUTE);
        assertThat(now.sinceMs()[1][2]).isEqualTo(START + MINUTE);
        assertThat(now.sinceMs()[0][2]).isEqualTo(START);

        Matrix then = reader.matrix(SCOPE, START + MINUTE).orElseThrow();
        assertThat(then.run()).isEqualTo(id(2));
        assertThat(rows(then.letters())).isEqualTo(".pp\np.R\npp.\n");
        assertThat(then.seenMs()[0][2]).isEqualTo(START);
        assertThat(then.sinceMs()[0][2]).isZero();
        assertThat(rows(reader.matrix(SCOPE, START).orElseThrow().letters())).isEqualTo(".pp\np.p\npp.\n");
        assertThat(reader.matrix(SCOPE, START - 1)).isEmpty();
    }

    @Test
    void aMatrixSaysWhatTheFleetFileGroupsItsNodesBy() {
        EndedRun run = SampleRun.of("a", "b", "c").ended(id(1), START);
        Report labelled = run.report()
                .with(List.of(
                        group("a", "provider=one"),
                        group("a", "region=eu"),
                        group("a", "x0xd=1"),
                        group("c", "x0xd=1")));
        keep(new EndedRun(
                run.scope(), run.kind(), run.schedule(), run.startedMs(), run.endedMs(), labelled, run.causes()));

        assertThat(reader.matrix(SCOPE, START).orElseThrow().groups()).containsExactly("region=eu", "", "");
    }

    private static Fact group(String node, String group) {
        return Fact.said(new NodeLabel(node), null, Fact.Source.STATUS, Fact.GROUP, group, 0);
    }

    @Test
    void aPairSaysSinceWhenItIsAsItIs() {
        keep(SampleRun.of("a", "b").ended(id(1), START));
        keep(SampleRun.of("a", "b").with("a", "b", CellOutcome.MISSING).ended(id(2), START + MINUTE));
        keep(SampleRun.of("a", "b").with("a", "b", CellOutcome.REFUSED).ended(id(3), START + 2 * MINUTE));

        PairPast past =
                reader.pair(SCOPE, "a", "b", START, START + 5 * MINUTE, 0).orElseThrow();
        assertThat(past.since()).isEqualTo(new HistoryReader.Since("refuted", START + MINUTE, id(2)));
        assertThat(past.points()).extracting(HistoryReader.Point::refuted).containsExactly(0, 1, 1);
        assertThat(past.points().get(0).p50Us()).isEqualTo(SampleRun.us("a", "b"));
        assertThat(past.gaps()).isEmpty();
    }

    @Test
    void aNodeThatLeavesOrHasAnotherAgentEndsItsSeries() {
        keep(SampleRun.of("a", "b", "c").ended(id(1), START));
        keep(SampleRun.of("a", "b").agent("b", "").ended(id(2), START + MINUTE));
        assertThat(reader.matrix(SCOPE, START + MINUTE).orElseThrow().nodes()).containsExactly("a", "b");
        assertThat(reader.pair(SCOPE, "a", "b", START, START + MINUTE, 0)
                        .orElseThrow()
                        .points())
                .hasSize(2);

        keep(SampleRun.of("a", "b").agent("b", "other").ended(id(3), START + 2 * MINUTE));
        PairPast past =
                reader.pair(SCOPE, "a", "b", START, START + 2 * MINUTE, 0).orElseThrow();
        assertThat(past.points()).hasSize(1);
        assertThat(past.gaps()).hasSize(1);
        assertThat(reader.node(SCOPE, "b").orElseThrow().agentId())
                .isEqualTo(SampleRun.agent("other").hex());
        assertThat(reader.matrix(SCOPE, START).orElseThrow().nodes()).containsExactly("a", "b", "c");
    }

    @Test
    void aFocusedRunEndsNoSeries() {
        keep(SampleRun.of("a", "b", "c").ended(id(1), START));
        keep(SampleRun.of("a", "b").kind(RunKind.FOCUS).ended(id(2), START + MINUTE));
        assertThat(reader.matrix(SCOPE, START + MINUTE).orElseThrow().nodes()).containsExactly("a", "b", "c");
    }

    @Test
    void scopesAreApart() {
        Scope prod = new Scope(new NetworkName("prod"), Plane.GOSSIP);
        keep(SampleRun.of("a", "b").ended(id(1), START));
        keep(SampleRun.of("a", "b")
                .scope(prod)
                .with("a", "b", CellOutcome.MISSING)
                .ended(id(2), START + MINUTE));
        assertThat(reader.scopes()).containsExactly(prod, SCOPE);
        assertThat(rows(reader.matrix(SCOPE, START + MINUTE).orElseThrow().letters()))
                .isEqualTo(".p\np.\n");
        assertThat(reader.runs(prod, 10, Long.MAX_VALUE))
                .extracting(HistoryReader.Run::id)
                .containsExactly(id(2));
    }

    @Test
    void alertsWaitUntilTheirSinkHasTakenThem() {
        Delivery first = SampleModel.delivery("hook", "a1", 0, START);
        Delivery second = SampleModel.delivery("mail", "a1", 0, START);
        store.keep(new Entry.Changed(List.of(), List.of(first, second)));
        Delivery later = SampleModel.delivery("hook", "a1", 3, START + MINUTE);
        store.keep(new Entry.Postponed(later));
        assertThat(reader.deliveries(10)).containsExactly(second, later);
        store.keep(new Entry.Delivered("mail", "a1"));
        assertThat(reader.deliveries(10)).containsExactly(later);
    }

    @Test
    void incidentsChangeUnderTheirId() {
        Incident open = SampleModel.incident("i1", Incident.State.OPEN, START, null);
        Incident cleared = SampleModel.incident("i1", Incident.State.CLEARED, START, START + 9);
        Incident other = SampleModel.incident("i2", Incident.State.SUSPECTED, START + 1, null);
        store.keep(new Entry.Changed(List.of(open, other), List.of()));
        assertThat(reader.incidents(null, true, 10, Long.MAX_VALUE)).containsExactly(other, open);
        store.keep(new Entry.Changed(List.of(cleared), List.of()));
        assertThat(reader.incidents(SCOPE, true, 10, Long.MAX_VALUE)).containsExactly(other);
        assertThat(reader.incidents(SCOPE, false, 10, Long.MAX_VALUE)).containsExactly(other, cleared);
        assertThat(reader.incident("i1")).contains(cleared);
    }

    @Test
    void ordersHoldUntilTheyEndOrAreWithdrawn() {
        store.keep(new Entry.Ordered(SampleModel.order("o1", START, Long.MAX_VALUE)));
        store.keep(new Entry.Ordered(SampleModel.order("o2", START, START + MINUTE)));
        assertThat(reader.orders(START + MINUTE))
                .extracting(order -> order.id())
                .containsExactly("o1");
        assertThat(store.keep(new Entry.Withdrawn("o1", START + 1))).isTrue();
        assertThat(store.keep(new Entry.Withdrawn("o1", START + 1))).isFalse();
        assertThat(reader.orders(START)).hasSize(2);
        assertThat(reader.orders(START + 2)).extracting(order -> order.id()).containsExactly("o2");
        assertThat(store.keep(new Entry.Audited(START, "anna", "silence", "a>b", "known")))
                .isTrue();
    }

    @Test
    void aRunThatMeasuredNothingIsForgotten() {
        keep(SampleRun.of("a", "b").ended(id(1), START));
        store.keep(new Entry.Began(SCOPE, RunKind.FULL, "every", id(2), START + MINUTE));
        assertThat(store.keep(new Entry.Dropped(id(2)))).isTrue();
        assertThat(store.keep(new Entry.Dropped(id(2)))).isFalse();
        assertThat(store.keep(new Entry.Dropped(id(1)))).as("one that was kept").isFalse();
        assertThat(store.cut()).isZero();
    }

    @Test
    void ticksWithoutARunAreGaps() {
        keep(SampleRun.of("a", "b").ended(id(1), START));
        store.keep(new Entry.Skipped(SampleModel.tick(START + MINUTE, START + 2 * MINUTE)));
        store.keep(new Entry.Skipped(SampleModel.tick(START + 2 * MINUTE, START + 3 * MINUTE)));
        assertThat(reader.skipped(SCOPE, START, START + 9 * MINUTE)).hasSize(2);
        assertThat(reader.pair(SCOPE, "a", "b", START, START + 9 * MINUTE, 0)
                        .orElseThrow()
                        .gaps())
                .containsExactly(new HistoryReader.Gap(START + MINUTE, START + 3 * MINUTE, "busy: by build-7"));
    }
}
