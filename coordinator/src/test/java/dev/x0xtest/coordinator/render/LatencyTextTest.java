package dev.x0xtest.coordinator.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.cli.terminal.Console;
import dev.x0xtest.coordinator.causes.Judged;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.SampleReports;
import dev.x0xtest.coordinator.report.TimedReport;
import dev.x0xtest.coordinator.report.format.Golden;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LatencyTextTest {
    private static final Console NARROW = new Console(40, false, true, true);

    static Stream<Arguments> reports() {
        return Stream.of(
                Arguments.of("latency", TimedReport.of(SampleReports.blockedContact(), 10), ReportTextTest.TERMINAL),
                Arguments.of("latency-40", TimedReport.of(SampleReports.blockedContact(), 10), NARROW),
                Arguments.of("latency-ascii", TimedReport.of(SampleReports.silentNode(), 1), Console.PLAIN),
                Arguments.of(
                        "latency-120-nodes",
                        TimedReport.of(SampleReports.large(120, false), 1),
                        ReportTextTest.TERMINAL));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("reports")
    void looksAsTheGoldenFileShows(String name, Report report, Console console) {
        Golden.assertSame(name + ".txt", ReportText.lines(new Judged(report), console, "out.json", true));
    }

    @Test
    void aTerminalOfFortyColumnsHoldsEveryLine() {
        List<String> lines =
                ReportText.lines(new Judged(TimedReport.of(SampleReports.pass(), 10)), NARROW, "out.json", true);
        assertThat(lines).allMatch(line -> line.length() <= 40);
    }

    @Test
    void plainOutputIsAscii() {
        assertThat(ReportText.lines(
                        new Judged(TimedReport.of(SampleReports.pass(), 10)), Console.PLAIN, "out.json", true))
                .allMatch(line -> line.chars().allMatch(character -> character >= 32 && character < 127));
    }

    @Test
    void aReportWithoutTimesSaysSo() {
        List<String> lines = ReportText.lines(new Judged(SampleReports.pass()), Console.PLAIN, "out.json", true);
        assertThat(lines).contains("  no hop was answered").anyMatch(line -> line.endsWith("PROVEN"));
    }
}
