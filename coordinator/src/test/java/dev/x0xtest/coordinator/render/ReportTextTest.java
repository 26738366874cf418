package dev.x0xtest.coordinator.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.cli.terminal.Console;
import dev.x0xtest.coordinator.causes.Judged;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.SampleReports;
import dev.x0xtest.coordinator.report.format.Golden;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReportTextTest {
    static final Console TERMINAL = new Console(80, false, true, true);
    static final Console COLOR = new Console(80, true, true, true);

    static Stream<Arguments> reports() {
        return Stream.of(
                Arguments.of("pass", SampleReports.pass(), TERMINAL),
                Arguments.of("blocked-contact", SampleReports.blockedContact(), TERMINAL),
                Arguments.of("blocked-contact-color", SampleReports.blockedContact(), COLOR),
                Arguments.of("silent-node", SampleReports.silentNode(), TERMINAL),
                Arguments.of("interrupted", SampleReports.interrupted(), TERMINAL),
                Arguments.of("without-anchor", SampleReports.withoutAnchor(), TERMINAL),
                Arguments.of("every-outcome", SampleReports.everyOutcome(), TERMINAL),
                Arguments.of("every-outcome-ascii", SampleReports.everyOutcome(), Console.PLAIN),
                Arguments.of("two-nodes", SampleReports.large(2, false), TERMINAL),
                Arguments.of("numbered-18-nodes", SampleReports.large(18, false), TERMINAL),
                Arguments.of("long-labels-40-nodes", SampleReports.large(40, true), TERMINAL),
                Arguments.of("blocks-100-nodes", SampleReports.large(100, false), TERMINAL));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("reports")
    void looksAsTheGoldenFileShows(String name, Report report, Console console) {
        Golden.assertSame(name + ".txt", ReportText.lines(new Judged(report), console, "out.json"));
    }

    @Test
    void plainOutputIsAsciiAndWithoutEscapes() {
        assertThat(ReportText.lines(new Judged(SampleReports.everyOutcome()), Console.PLAIN, "out.json"))
                .allMatch(line -> line.chars().allMatch(character -> character >= 32 && character < 127));
    }

    @Test
    void colourChangesNothingButColour() {
        List<String> plain = ReportText.lines(new Judged(SampleReports.everyOutcome()), TERMINAL, "out.json");
        List<String> color = ReportText.lines(new Judged(SampleReports.everyOutcome()), COLOR, "out.json").stream()
                .map(line -> line.replaceAll("\u001b\\[[0-9;]*m", ""))
                .toList();

        assertThat(color).isEqualTo(plain);
    }
}
