package dev.x0xtest.coordinator.run.suspects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.coordinator.report.fact.Fact;
import dev.x0xtest.wire.NodeLabel;
import dev.x0xtest.wire.plan.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Times are in seconds before the run. */
class ForeignLinksTest {
    private static final NodeLabel NYC = new NodeLabel("nyc");
    private static final NodeLabel SFO = new NodeLabel("sfo");
    private static final NodeLabel HELSINKI = new NodeLabel("helsinki");

    private final List<ForeignLinks.Watched> reports = new ArrayList<>();

    private static String machine(NodeLabel node) {
        return String.format("%064x", node.text().hashCode() & 0xffff);
    }

    /** A connection to a machine, that was not there at the one look and was at the next, 20 s later. */
    private static Evidence.Renewal to(NodeLabel node, int seenSecs, int looks) {
        return new Evidence.Renewal(machine(node), -1_000L * (seenSecs + 20), -1_000L * seenSecs, looks);
    }

    private void reported(NodeLabel node, int sinceSecs, Evidence.Renewal... renewed) {
        went(0, 50, node, sinceSecs, renewed);
    }

    private void went(long fromMs, long toMs, NodeLabel node, int sinceSecs, Evidence.Renewal... renewed) {
        reports.add(new ForeignLinks.Watched(
                node, machine(node), new Evidence.Links(-1_000L * sinceSecs, -100, List.of(renewed)), fromMs, toMs));
    }

    private List<Fact> facts() {
        return ForeignLinks.of(reports);
    }

    private static Fact foreign(NodeLabel by, long count, long atMs) {
        return Fact.of(by, HELSINKI, Fact.Source.STATUS, Fact.FOREIGN_LINKS, count, atMs);
    }

    @Test
    void aConnectionOfWhichTheOtherEndKnowsNothingIsForeign() {
        // The second daemon took over, and the first one came back a minute later.
        reported(NYC, 300, to(HELSINKI, 100, 3), to(HELSINKI, 35, 2));
        reported(SFO, 300, to(HELSINKI, 95, 3), to(HELSINKI, 40, 2));
        reported(HELSINKI, 300, to(NYC, 30, 2), to(SFO, 30, 2));
        assertThat(facts()).containsExactly(foreign(NYC, 1, -100_000), foreign(SFO, 1, -95_000));
    }

    @Test
    void allTurnsOfTheOtherOneCount() {
        reported(
                NYC,
                600,
                Stream.of(400, 340, 280, 220).map(at -> to(HELSINKI, at, 3)).toArray(Evidence.Renewal[]::new));
        reported(HELSINKI, 600, to(NYC, 345, 3), to(NYC, 215, 3));
        assertThat(facts()).containsExactly(foreign(NYC, 2, -280_000));
    }

    @Test
    void aConnectionThatBothEndsKnowIsNot() {
        for (int late = -29; late <= 29; late++) {
            reports.clear();
            reported(NYC, 300, to(HELSINKI, 100, 3));
            reported(HELSINKI, 300, to(NYC, 100 + late, 3));
            assertThat(facts()).as("seen %d s later", late).isEmpty();
        }
    }

    @Test
    void aRunnerThatWentLaterIsComparedByTheSameClock() {
        reported(NYC, 300, to(HELSINKI, 100, 3));
        // The same moment, before its own go.
        went(70_000, 70_100, HELSINKI, 300, to(NYC, 170, 3));
        assertThat(facts()).isEmpty();
        reports.clear();
        reported(NYC, 300, to(HELSINKI, 100, 3));
        went(70_000, 70_100, HELSINKI, 300, to(NYC, 100, 3));
        assertThat(facts()).contains(foreign(NYC, 1, -100_000));
    }

    @Test
    void aRunnerOfWhichNobodyKnowsWhenItWentMayHaveSeenTheSame() {
        reported(NYC, 300, to(HELSINKI, 100, 3));
        went(0, 70_100, HELSINKI, 300, to(NYC, 170, 3));
        assertThat(facts()).isEmpty();
    }

    @Test
    void ofATimeInWhichTheOtherEndDidNotLookNothingIsKnown() {
        reported(NYC, 300, to(HELSINKI, 100, 3), to(HELSINKI, 5, 2));
        // It was started again since: by its runner, or by its daemon.
        reported(HELSINKI, 120);
        assertThat(facts()).isEmpty();
    }

    @Test
    void aConnectionThatWasSeenOnceMayHaveBeenClosedAtOnce() {
        reported(NYC, 300, to(HELSINKI, 100, 1));
        reported(HELSINKI, 300);
        assertThat(facts()).isEmpty();
    }

    @Test
    void ofAnOlderRunnerNothingIsKnown() {
        reported(NYC, 300, to(HELSINKI, 100, 3));
        assertThat(facts()).isEmpty();
    }

    @Test
    void aConnectionToAnotherNodeIsNone() {
        reported(NYC, 300, to(HELSINKI, 100, 3));
        reported(HELSINKI, 300, to(SFO, 100, 3));
        reported(SFO, 300, to(HELSINKI, 100, 3));
        assertThat(facts()).containsExactly(foreign(NYC, 1, -100_000));
    }

    @Test
    void aNodeIsNotForeignToItself() {
        reported(HELSINKI, 300, to(HELSINKI, 100, 3));
        assertThat(facts()).isEmpty();
    }
}
