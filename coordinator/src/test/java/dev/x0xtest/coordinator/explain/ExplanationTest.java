package dev.x0xtest.coordinator.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.cli.terminal.Console;
import dev.x0xtest.coordinator.explain.PairEvent.At;
import dev.x0xtest.coordinator.explain.PairEvent.Kind;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.NodeLabel;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How an explanation looks, and what is left out of a long one. */
class ExplanationTest {
    private static PairEvent event(int number, String text) {
        return new PairEvent(number * 1_000L, 0, At.COORDINATOR, Kind.COMMAND, "", text);
    }

    private static List<String> shown(Explanation explanation, int columns) {
        return ExplanationText.lines(explanation, new Console(columns, false, false, false));
    }

    private static Explanation of(PairEvent... events) {
        return new Explanation(
                "1a2b", new NodeLabel("nyc"), new NodeLabel("sfo"), "PROVEN", List.of(), List.of(events), 0, 0);
    }

    @Test
    void timesAndBoundsStandInColumns() {
        Explanation explanation = of(
                event(12, "tells nyc to go"),
                new PairEvent(12_345_678, 4_100, At.DESTINATION, Kind.SIGHTING, "", "attempt 1 seen intact, live"));
        assertThat(shown(explanation, 80))
                .containsExactly(
                        "nyc -> sfo in run 1a2b: PROVEN",
                        " +0.012 s         coordinator  tells nyc to go",
                        "+12.346 s +-0.004 destination  attempt 1 seen intact, live");
        assertThat(shown(explanation, 40))
                .containsExactly(
                        "nyc -> sfo in run 1a2b: PROVEN",
                        " +0.012 s         coordinator",
                        "  tells nyc to go",
                        "+12.346 s +-0.004 destination",
                        "  attempt 1 seen intact, live");
    }

    @Test
    void theRenewalsOfALongRunAreLeftOutFirst() {
        List<PairEvent> events = IntStream.range(0, 500)
                .mapToObj(i -> event(i, i % 2 == 0 ? "renews the lease of nyc" : "asks nyc for its report"))
                .toList();
        Trim trim = Trim.of(events);
        assertThat(trim.events()).hasSize(250);
        assertThat(trim.renewals()).isEqualTo(250);
        assertThat(trim.others()).isZero();
    }

    @Test
    void ofThousandsOfEventsBothEndsAreKept() {
        List<PairEvent> events = Stream.concat(
                        IntStream.range(0, 1_000).mapToObj(i -> event(i, "attempt " + i)),
                        Stream.of(event(
                                1_000,
                                "nyc has its lease renewed: running, 3 hops of its row begun, 2 of its column seen")))
                .toList();
        Trim trim = Trim.of(events);
        assertThat(trim.events()).hasSize(400);
        assertThat(trim.events().get(399).text()).isEqualTo("attempt 999");
        Explanation explanation = new Explanation(
                "1a2b",
                new NodeLabel("nyc"),
                new NodeLabel("sfo"),
                "PROVEN",
                List.of(),
                trim.events(),
                trim.renewals(),
                trim.others());
        assertThat(explanation.leftOut()).isEqualTo("1 message about leases and 600 events in the middle");
    }

    @Test
    void aRunnersTimeIsAsSureAsItsGo() {
        AgentId runner = new AgentId("0a".repeat(32));
        GoTimes times = new GoTimes();
        times.sent(runner, "r", 1_000_000);
        times.sent(runner, "r", 9_000_000);
        times.known(runner, "r", 1_010_000);
        assertThat(times.at(runner, "r", 100)).isEqualTo(new GoTimes.Moment(1_105_500, 5_510));
    }

    @Test
    void whatADaemonSaysReachesNoTerminal() {
        assertThat(Phrases.clean("a\u001b[31mb\u202ec\n")).isEqualTo("a?[31mb?c?");
        assertThat(shown(of(event(1, "x \u2192 y")), 80)).anyMatch(line -> line.endsWith("x ? y"));
    }
}
