package dev.x0xtest.coordinator.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.coordinator.causes.Judged;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.Origin;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.RosterEntry;
import dev.x0xtest.coordinator.report.SampleCells;
import dev.x0xtest.coordinator.report.SampleReport;
import dev.x0xtest.coordinator.report.SampleReports;
import dev.x0xtest.coordinator.report.fact.Fact;
import dev.x0xtest.coordinator.report.format.Golden;
import dev.x0xtest.wire.NodeLabel;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The text that node_exporter and Prometheus read: its form, its bounds, and what hostile words become in it. */
class MetricsTextTest {
    private static final String LABEL = "[a-z_][a-z0-9_]*=\"(?:[^\"\\\\\\p{Cntrl}]|\\\\[\\\\\"n])*\"";
    private static final Pattern SAMPLE = Pattern.compile(
            "(?<name>x0xtest_[a-z0-9_]+)\\{(?<labels>" + LABEL + "(?:," + LABEL + ")*)} (?<value>-?[0-9.E-]+)");
    private static final Pattern COMMENT = Pattern.compile("# (HELP|TYPE) (?<name>x0xtest_[a-z0-9_]+) (?<text>.+)");

    private static String text(Report report) {
        StringWriter out = new StringWriter();
        try {
            MetricsText.write(new Judged(report), out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }

    /** The samples with these words in them. */
    private static List<String> samples(String text, String... words) {
        return text.lines()
                .filter(line -> !line.startsWith("#"))
                .filter(line -> List.of(words).stream().allMatch(line::contains))
                .toList();
    }

    private static Origin origin(Map<String, String> options) {
        return new Origin("2026-11-29T03:25:55.123Z", "0.1.0 (71387cd)", "build-7", List.of(), options, Map.of());
    }

    @Test
    void everyOutcomeIsTheGoldenText() {
        Golden.assertSame("every-outcome.prom", text(SampleReports.everyOutcome()));
    }

    @Test
    void everyLineHasTheFormAndEveryMetricItsHelp() {
        List<String> text = text(SampleReports.everyOutcome()).lines().toList();
        Set<String> helped = new TreeSet<>();
        Set<String> used = new TreeSet<>();
        for (String line : text) {
            Matcher comment = COMMENT.matcher(line);
            Matcher sample = SAMPLE.matcher(line);
            if (comment.matches() && comment.group(1).equals("HELP")) {
                helped.add(comment.group("name"));
                assertThat(comment.group("text")).endsWith(".");
            } else if (!comment.matches()) {
                assertThat(sample.matches()).as(line).isTrue();
                used.add(sample.group("name"));
            }
        }
        assertThat(helped).isEqualTo(used);
        // What a run leaves are gauges: a name that ends like a counter's would be a lie.
        assertThat(used).noneMatch(name -> name.matches(".*_(total|ms|count|sum|bucket|created)"));
    }

    @Test
    void anEarlyEndWithoutAnAnchorHasItsMetricsToo() {
        String text = text(SampleReports.withoutAnchor());
        assertThat(samples(text, "x0xtest_run_exit_code")).containsExactly("x0xtest_run_exit_code{plane=\"raw\"} 3.0");
        assertThat(samples(text, "x0xtest_pairs{class=\"unobserved\",outcome=\"not_run\""))
                .singleElement()
                .asString()
                .endsWith(" 30.0");
        assertThat(samples(text, "x0xtest_send_seconds", "x0xtest_pair_refuted{"))
                .isEmpty();
    }

    @Test
    void theEndIsTheStartAndAllPhases() {
        Report report = SampleReport.of("nyc", "sfo")
                .origin(origin(Map.of("--network", "test")))
                .build();
        String text = text(report);
        assertThat(samples(text, "x0xtest_run_start_timestamp_seconds"))
                .containsExactly(
                        "x0xtest_run_start_timestamp_seconds{network=\"test\",plane=\"raw\"} 1.795922755123E9");
        assertThat(samples(text, "x0xtest_run_end_timestamp_seconds"))
                .containsExactly("x0xtest_run_end_timestamp_seconds{network=\"test\",plane=\"raw\"} 1.795922756363E9");
        assertThat(samples(text)).allMatch(line -> line.contains("network=\"test\"") && line.contains("plane=\"raw\""));
    }

    @Test
    void aStartThatIsNoTimeCostsTheTwoTimesOnly() {
        Report report = SampleReport.of("nyc", "sfo")
                .origin(new Origin("yesterday", "", "", List.of(), Map.of(), Map.of()))
                .build();
        assertThat(text(report)).doesNotContain("timestamp_seconds").contains("x0xtest_pairs{");
    }

    @Test
    void factsAreInBaseUnitsAndTheLargestCounts() {
        NodeLabel nyc = new NodeLabel("nyc");
        NodeLabel sfo = new NodeLabel("sfo");
        Report report = SampleReport.of("nyc", "sfo")
                .build()
                .with(List.of(
                        Fact.of(nyc, null, Fact.Source.STATUS, Fact.CLOCK_OFFSET_MS, -3_600_250, 0),
                        Fact.of(nyc, null, Fact.Source.STATUS, Fact.WORST_DELAY_MS, 12, 0),
                        Fact.of(nyc, null, Fact.Source.STATUS, Fact.WORST_DELAY_MS, 512, 0),
                        Fact.of(sfo, null, Fact.Source.COUNTER, Fact.LOST_PACKETS, 7, 0),
                        Fact.of(sfo, nyc, Fact.Source.SNAPSHOT, Fact.LOST_PACKETS, 99, 0)));
        assertThat(samples(text(report), "clock_offset"))
                .singleElement()
                .asString()
                .endsWith("{node=\"nyc\",plane=\"raw\"} -3600.25");
        assertThat(samples(text(report), "wakeup_delay"))
                .singleElement()
                .asString()
                .endsWith(" 0.512");
        assertThat(samples(text(report), "lost_packets"))
                .singleElement()
                .asString()
                .contains("node=\"sfo\"")
                .endsWith(" 7.0");
    }

    @Test
    void whateverIsWrongTheNumberOfSeriesIsBounded() {
        String[] labels = IntStream.range(0, 30).mapToObj(node -> "n" + node).toArray(String[]::new);
        SampleReport sample = SampleReport.of(labels).cells((src, dst) -> true, SampleCells::missing);
        List<Fact> facts = new ArrayList<>();
        for (String label : labels) {
            NodeLabel node = new NodeLabel(label);
            for (String name : List.of(Fact.CLOCK_OFFSET_MS, Fact.WORST_DELAY_MS, Fact.X0XD_RESTARTED, "made_up")) {
                facts.add(Fact.of(node, null, Fact.Source.STATUS, name, 1, 0));
            }
            for (String name : List.of(
                    Fact.LOST_PACKETS, Fact.EVICTED, Fact.TRUST_REJECTED, Fact.POOL_EVICTIONS, Fact.CONNECTS_FAILED)) {
                facts.add(Fact.of(node, null, Fact.Source.COUNTER, name, 1, 0));
            }
        }
        String text = text(sample.build().with(facts));
        assertThat(samples(text, "x0xtest_pair_refuted{")).hasSize(RunMetrics.MOST_PAIRS);
        assertThat(samples(text, "x0xtest_pairs_refuted_unlisted"))
                .singleElement()
                .asString()
                .endsWith(" 670.0");
        assertThat(samples(text, "node=\"n7\"")).hasSizeBetween(10, 40);
        assertThat(samples(text))
                .hasSizeLessThan(40 * labels.length + RunMetrics.MOST_PAIRS + RunMetrics.MOST_CAUSES + 80);
    }

    @Test
    void hostileWordsStayInsideTheirLabel() {
        NodeLabel sfo = new NodeLabel("sfo");
        String hostile = "x\"} 1\nx0xtest_pairs{plane=\"raw\"} 0\r\u001b[31m\\\u202e" + "y".repeat(500);
        Report report = SampleReport.of("nyc", "sfo")
                .entry(new RosterEntry(
                        sfo,
                        SampleReport.id(sfo),
                        "b".repeat(64),
                        true,
                        hostile,
                        hostile,
                        RosterEntry.READY,
                        "dm",
                        "raw"))
                .origin(origin(Map.of("--network", hostile)))
                .build();
        String text = text(report);
        assertThat(samples(text)).allMatch(line -> SAMPLE.matcher(line).matches());
        assertThat(text).doesNotContain("\u001b", "\r", "\u202e", "y".repeat(200));
        assertThat(samples(text, "x0xtest_node_info", "node=\"sfo\"")).hasSize(1);
    }

    @Test
    void aPairThatFailsIsNamedWithItsCause() {
        String text = text(SampleReports.blockedContact());
        assertThat(samples(text, "x0xtest_pair_refuted{").stream()
                        .map(line -> line.replaceAll(".*dst=\"(\\w+)\".*src=\"(\\w+)\".*", "$2 $1"))
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrder("helsinki nuremberg", "nuremberg helsinki");
        assertThat(samples(text, "x0xtest_causes{", "kind=\"blocked\""))
                .singleElement()
                .asString()
                .endsWith(" 1.0");
        assertThat(samples(text, "x0xtest_cause_log10_odds{", "subject=\"by helsinki of nuremberg\""))
                .hasSize(1);
    }

    @Test
    void highQuantilesNeedEnoughValues() {
        String six = text(SampleReports.pass());
        assertThat(samples(six, "x0xtest_send_seconds{", "quantile=\"0.9\"")).hasSize(1);
        assertThat(samples(six, "x0xtest_send_seconds{", "quantile=\"0.99\"")).isEmpty();
        assertThat(samples(six, "x0xtest_node_send_seconds{", "node=\"nyc\"", "quantile=\"0.9\""))
                .isEmpty();
        assertThat(samples(six, "x0xtest_node_send_seconds{", "node=\"nyc\"", "quantile=\"0.5\""))
                .singleElement()
                .asString()
                .endsWith(" 0.003");
    }

    @Test
    void cellsThatWereNeverTriedHaveNoTime() {
        Report report = SampleReport.of("nyc", "sfo")
                .cells((src, dst) -> true, (src, dst) -> CellReport.notRun(src, dst, "no"))
                .build();
        assertThat(samples(text(report), "send_seconds")).isEmpty();
    }
}
