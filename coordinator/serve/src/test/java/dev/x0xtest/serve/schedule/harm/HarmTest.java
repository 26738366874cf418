package dev.x0xtest.serve.schedule.harm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.coordinator.report.CellOutcome;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.fact.Fact;
import java.util.List;
import org.junit.jupiter.api.Test;

class HarmTest {
    private static final AnchorCounters AT_START = new AnchorCounters(3L, 5L, 7L, 9L);

    private static Harm harm(Report report, AnchorCounters after) {
        return Harm.of(report, AT_START, after, 50);
    }

    @Test
    void aQuietRunDoesNoHarm() {
        assertThat(harm(Reports.healthy(3), AT_START)).isEqualTo(Harm.NONE);
        assertThat(Harm.NONE.text()).isEmpty();
    }

    @Test
    void whatTheAnchorCountedMeanwhileIsHarm() {
        Harm harm = harm(Reports.healthy(3), new AnchorCounters(4L, 7L, 10L, 13L));

        assertThat(harm).isEqualTo(new Harm(1, 2, 3, 4, 0, 0));
        assertThat(harm.text())
                .isEqualTo(
                        "1 event evicted, 2 gossip messages dropped, 3 connections given up for others, 4 connections"
                                + " failed");
    }

    @Test
    void aCounterThatWentBackOrIsUnknownSaysNothing() {
        assertThat(harm(Reports.healthy(3), new AnchorCounters(0L, 0L, 0L, 0L)).none())
                .isTrue();
        assertThat(harm(Reports.healthy(3), AnchorCounters.UNKNOWN).none()).isTrue();
    }

    @Test
    void theFactsOfOtherNodesCountBesideTheAnchors() {
        Report report = Reports.healthy(
                3,
                Reports.counted(1, Fact.EVICTED, 10),
                Reports.counted(2, Fact.EVICTED, 5),
                Reports.counted(2, Fact.POOL_EVICTIONS, 2));

        assertThat(harm(report, new AnchorCounters(4L, 5L, 7L, 9L))).isEqualTo(new Harm(16, 0, 2, 0, 0, 0));
    }

    @Test
    void theAnchorsFactAndItsCounterAreOneThing() {
        assertThat(harm(Reports.healthy(3, Reports.counted(0, Fact.EVICTED, 10)), new AnchorCounters(13L, 5L, 7L, 9L)))
                .isEqualTo(new Harm(10, 0, 0, 0, 0, 0));
    }

    @Test
    void theAnchorOfAWideNetworkGivesUpConnectionsForItsControlMessages() {
        AnchorCounters after = new AnchorCounters(3L, 5L, 100L, 9L);

        assertThat(harm(Reports.healthy(51), after)).isEqualTo(Harm.NONE);
        assertThat(harm(Reports.healthy(50), after)).isEqualTo(new Harm(0, 0, 93, 0, 0, 0));
        assertThat(harm(Reports.healthy(51, Reports.counted(7, Fact.POOL_EVICTIONS, 2)), after)
                        .poolEvictions())
                .isEqualTo(2);
    }

    @Test
    void connectionsToANodeThatIsDownMayFail() {
        Report down = Reports.report(
                        4,
                        (from, to) -> from == 3 || to == 3
                                ? Reports.cell(from, to, CellOutcome.UNOBSERVED, null)
                                : Reports.proven(from, to),
                        List.of())
                .with(List.of(Reports.counted(1, Fact.CONNECTS_FAILED, 12)));

        assertThat(harm(down, new AnchorCounters(3L, 5L, 7L, 20L)).none()).isTrue();
        assertThat(harm(down, new AnchorCounters(3L, 5L, 7L, 2_000L)).failedConnects())
                .isPositive();
        assertThat(harm(Reports.healthy(4, Reports.counted(1, Fact.CONNECTS_FAILED, 12)), AT_START)
                        .failedConnects())
                .isEqualTo(12);
    }

    @Test
    void backpressureAndSlowedRunnersAreHarm() {
        Report report = Reports.report(
                3,
                (from, to) -> from == 1
                        ? Reports.cell(from, to, CellOutcome.REFUSED, "503 receiver_backpressured")
                        : Reports.proven(from, to),
                List.of(
                        "n1's x0xd could not send so fast: at the end its runner had 2 in flight at most; a lower --rate suits"
                                + " it",
                        "something else"));

        assertThat(harm(report, AT_START)).isEqualTo(new Harm(0, 0, 0, 0, 2, 1));
    }
}
