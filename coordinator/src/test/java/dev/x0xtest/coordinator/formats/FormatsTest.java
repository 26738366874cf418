package dev.x0xtest.coordinator.formats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.cli.terminal.Console;
import dev.x0xtest.coordinator.causes.Judged;
import dev.x0xtest.coordinator.diff.Diff;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.SampleCells;
import dev.x0xtest.coordinator.report.SampleReport;
import dev.x0xtest.coordinator.report.SampleReports;
import dev.x0xtest.coordinator.report.TimedReport;
import dev.x0xtest.coordinator.report.format.Golden;
import dev.x0xtest.coordinator.report.format.ReportJson;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every form of a report: what it looks like, that it is bounded, and that no daemon writes markup or commands into it. */
class FormatsTest {
    private static final String EVIL =
            "503 x\n::error::pwned\r\n##[add-mask]y `` ``` | <script>alert(1)</script> [a](http://e)"
                    + " \u001b[31m \u202e @all #1 www.e.com ${{ x }} ::set-output name=a::b";

    private static String text(ReportFormat format, Report report) {
        return text(format, report, false);
    }

    private static String text(ReportFormat format, Report report, boolean latency) {
        StringWriter out = new StringWriter();
        try {
            new ReportForms(
                            new Judged(report),
                            new ReportForms.Terms(ReportJson.Schema.TWO, Console.PLAIN, "rest", latency))
                    .write(format, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }

    private static Report hostile() {
        return SampleReport.of("nyc", "sfo", "helsinki")
                .cells((src, dst) -> src.equals("nyc"), (src, dst) -> SampleCells.refused(src, dst, EVIL))
                .cells((src, dst) -> src.equals("sfo"), (src, dst) -> CellReport.notRun(src, dst, EVIL))
                .warning("a mixed fleet: x0xd " + EVIL)
                .build();
    }

    @ParameterizedTest
    @EnumSource(names = {"CSV", "MARKDOWN", "GITHUB"})
    void everyOutcome(ReportFormat format) {
        Golden.assertSame(
                "format-" + format.name().toLowerCase(Locale.ROOT) + ".txt",
                text(format, SampleReports.everyOutcome()));
    }

    @Test
    void markdownSaysHowLongHopsTakeIfThatIsAskedFor() {
        Report report = TimedReport.of(SampleReports.blockedContact(), 10);
        assertThat(text(ReportFormat.MARKDOWN, report)).doesNotContain("Latency");
        Golden.assertSame("format-markdown-latency.txt", text(ReportFormat.MARKDOWN, report, true));
        assertThat(text(ReportFormat.MARKDOWN, SampleReports.pass(), true)).contains("No hop was answered.");
    }

    @ParameterizedTest
    @EnumSource(names = {"CSV", "MARKDOWN", "GITHUB"})
    void aRunWithoutCausesAndAHealthyOne(ReportFormat format) {
        assertThat(text(format, SampleReports.pass())).isNotBlank();
        assertThat(text(format, SampleReports.withoutAnchor())).isNotBlank();
    }

    @Test
    void whatDaemonsSayIsInACodeSpanOfMarkdown() {
        String outside = text(ReportFormat.MARKDOWN, hostile())
                .lines()
                .map(FormatsTest::withoutCode)
                .reduce("", (all, line) -> all + line + "\n");
        assertThat(outside).doesNotContain("<", "](", "pwned", "@all", "www", "\u001b", "\u202e");
        assertThat(text(ReportFormat.MARKDOWN, hostile())).contains("pwned");
    }

    /** As CommonMark finds code spans: a run of backticks ends at the next run of the same length. */
    private static String withoutCode(String line) {
        StringBuilder rest = new StringBuilder();
        int place = 0;
        while (place < line.length()) {
            int run = run(line, place);
            int end = run == 0 ? -1 : closing(line, place + run, run);
            if (end < 0) {
                rest.append(line, place, place + Math.max(1, run));
                place += Math.max(1, run);
            } else {
                place = end;
            }
        }
        return rest.toString();
    }

    private static int run(String line, int place) {
        int end = place;
        while (end < line.length() && line.charAt(end) == '`') {
            end++;
        }
        return end - place;
    }

    private static int closing(String line, int from, int length) {
        int place = from;
        while (place < line.length()) {
            int run = run(line, place);
            if (run == length) {
                return place + run;
            }
            place += Math.max(1, run);
        }
        return -1;
    }

    @Test
    void eachAnnotationIsOneCommandOfOurs() {
        List<String> lines = text(ReportFormat.GITHUB, hostile()).lines().toList();
        assertThat(lines)
                .hasSizeBetween(1, 10)
                .allMatch(line -> line.matches("::(error|warning|notice) title=[^:]*::.*"));
        assertThat(lines).noneMatch(line -> line.contains("##[") || line.contains("\u001b"));
    }

    /** As @actions/core escapes them. */
    @Test
    void anAnnotationIsEscapedAsGithubAsks() {
        assertThat(GithubText.command("error", "a: b, 5%", "one\ntwo: 5%"))
                .isEqualTo("::error title=a%3A b%2C 5%25::one%0Atwo: 5%25");
    }

    @ParameterizedTest
    @CsvSource({
        "'  ::stop-commands::x', '  : :stop-commands::x'",
        "'a ##[group]b', 'a ## [group]b'",
        "'PASS  30 of 30', 'PASS  30 of 30'",
        "'a ::b', 'a ::b'"
    })
    void aLineOfTheLogIsNoCommand(String line, String inert) {
        assertThat(GithubText.inert(line)).isEqualTo(inert);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "plain;plain",
                "a,b;\"a,b\"",
                "say \"hi\";\"say \"\"hi\"\"\"",
                "=1+1;'=1+1",
                "@SUM(A1,A2);\"'@SUM(A1,A2)\""
            },
            quoteCharacter = '^')
    void aFieldOfCsvIsQuotedAndIsNoFormula(String given, String written) {
        assertThat(CsvText.text(given)).isEqualTo(written);
    }

    @Test
    void csvHasALineForEachPair() {
        assertThat(text(ReportFormat.CSV, hostile()).lines()).hasSize(7).noneMatch(line -> line.contains("\u001b"));
        assertThat(text(ReportFormat.CSV, hostile())).doesNotContain("\npwned", "\r");
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 300})
    void aSummaryOfALargeFleetFitsGithub(int nodes) {
        Report report = SampleReport.of(IntStream.range(0, nodes)
                        .mapToObj(number -> "node" + number)
                        .toArray(String[]::new))
                .cells((src, dst) -> dst.compareTo(src) > 0, SampleCells::missing)
                .build();
        assertThat(text(ReportFormat.MARKDOWN, report).length()).isLessThan(200_000);
        assertThat(text(ReportFormat.GITHUB, report).lines()).hasSizeLessThanOrEqualTo(10);
    }

    @Test
    void aComparisonAsMarkdownAndAsAnnotation() {
        Diff diff = Diff.of(SampleReports.pass(), SampleReports.everyOutcome());
        Golden.assertSame("diff-markdown.txt", DiffMarkdown.lines(diff));
        assertThat(GithubText.lines(diff))
                .hasSize(1)
                .allMatch(line -> line.startsWith("::error title=x0xtest%3A comparison::12 pairs"));
        assertThat(GithubText.lines(Diff.of(SampleReports.pass(), SampleReports.pass())))
                .allMatch(line -> line.startsWith("::notice "));
    }
}
