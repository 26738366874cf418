package dev.x0xtest.coordinator.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.x0xtest.cli.ExitCode;
import dev.x0xtest.cli.UsageException;
import dev.x0xtest.cli.terminal.Console.ColorMode;
import dev.x0xtest.coordinator.causes.Judged;
import dev.x0xtest.coordinator.formats.ReportFormat;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.SampleReports;
import dev.x0xtest.coordinator.report.format.ReportJson;
import dev.x0xtest.coordinator.runs.RunDirectory;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of a report: refused before the run where one overwrites another, and never a reason to lose the rest. */
class OutputsTest {
    @TempDir
    private Path directory = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void links() throws IOException {
        Files.createDirectories(directory.resolve("sub"));
        Files.createSymbolicLink(directory.resolve("loose"), Path.of("report"));
        Files.createSymbolicLink(directory.resolve("folder"), directory.resolve("sub"));
    }

    private static Outputs outputs(@Nullable String json, @Nullable String junit) {
        Map<ReportFormat, String> files = new EnumMap<>(ReportFormat.class);
        if (json != null) {
            files.put(ReportFormat.JSON, json);
        }
        if (junit != null) {
            files.put(ReportFormat.JUNIT, junit);
        }
        return outputs(files, null, Outputs.Summary.NONE);
    }

    private static Outputs metrics(@Nullable String json, String prom) {
        Map<ReportFormat, String> files = new EnumMap<>(Map.of(ReportFormat.PROM, prom));
        if (json != null) {
            files.put(ReportFormat.JSON, json);
        }
        return outputs(files, null, Outputs.Summary.NONE);
    }

    private static Outputs pictures(@Nullable String html, @Nullable String svg, @Nullable String png) {
        Map<ReportFormat, String> files = new EnumMap<>(ReportFormat.class);
        if (html != null) {
            files.put(ReportFormat.HTML, html);
        }
        if (svg != null) {
            files.put(ReportFormat.SVG, svg);
        }
        if (png != null) {
            files.put(ReportFormat.PNG, png);
        }
        return outputs(files, null, Outputs.Summary.NONE);
    }

    private static Outputs forUpstream(@Nullable String json) {
        return outputs(json == null ? Map.of() : Map.of(ReportFormat.JSON, json), null, Outputs.Summary.UPSTREAM);
    }

    private static Outputs outputs(
            Map<ReportFormat, String> files, @Nullable GithubJob github, Outputs.Summary summary) {
        return new Outputs(files, ReportJson.Schema.TWO, github, summary, ColorMode.NEVER, true, false);
    }

    private String at(String name) {
        return directory + "/" + name;
    }

    private ExitCode write(Outputs outputs, Report report) {
        return outputs.write(
                new Judged(report), Path.of("rest"), directory, new PrintWriter(out, true), new PrintWriter(err, true));
    }

    private static void refused(Outputs outputs, Map<Path, String> taken, String... words) {
        assertThatThrownBy(() -> outputs.check(taken))
                .isInstanceOf(UsageException.class)
                .hasMessageContainingAll(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"report", "./report", "sub/../report", "folder/../report", "loose"})
    void oneFileIsNotTwoOutputs(String other) {
        refused(outputs(at("report"), at(other)), Map.of(), "--junit", "the same file as --json");
    }

    @Test
    void aLinkToAFolderIsTheFolder() {
        refused(outputs(at("sub/f"), at("folder/f")), Map.of(), "the same file as --json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"})
    void standardOutputIsOneFileWhateverItsName(String name) {
        refused(outputs("-", name), Map.of(), "--json and --junit", "stdout");
        assertThat(write(outputs(name, null), SampleReports.pass())).isEqualTo(ExitCode.PASS);
        assertThat(out.toString()).startsWith("{").doesNotContain("from \\ to");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aDeviceTakesAnyNumber() {
        assertThatCode(() -> outputs("/dev/null", "/dev/null").check(Map.of())).doesNotThrowAnyException();
    }

    @Test
    void whatTheRunReadsOrKeepsIsNotOverwritten() throws IOException {
        Path fleet = Files.writeString(directory.resolve("fleet.toml"), "");
        refused(
                outputs(at("sub/../fleet.toml"), null),
                Map.of(fleet, "the one of --fleet"),
                "is the same file as the one of --fleet");
        refused(
                outputs(null, at("folder/run.jsonl")),
                RunDirectory.files(directory.resolve("sub")),
                "--junit",
                "the run's journal");
    }

    @Test
    void picturesAreFilesOfTheirOwn() {
        refused(pictures(at("a"), at("a"), null), Map.of(), "--svg", "the same file as --html");
        refused(pictures(null, null, at("missing/a")), Map.of(), "--png: there is no directory " + at("missing"));
        refused(pictures(null, null, "-"), Map.of(), "--png needs a file");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aPictureThatFailsIsOneLineAndTheOthersAreThere() {
        assertThat(write(pictures(at("p.html"), "/dev/full", at("p.png")), SampleReports.pass()))
                .isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(err.toString().lines()).containsExactly("x0xtest: cannot write /dev/full: No space left on device");
        assertThat(directory.resolve("p.html"))
                .content()
                .startsWith("<!doctype html>")
                .endsWith("</html>\n");
        assertThat(directory.resolve("p.png")).binaryContent().startsWith(0x89, 'P', 'N', 'G');
        assertThat(out.toString()).contains("PASS");
    }

    @Test
    void aPlaceThatCannotBeWrittenIsRefusedAndNothingStays() throws IOException {
        refused(outputs(at("missing/report"), null), Map.of(), "--json: there is no directory " + at("missing"));
        refused(outputs(at("sub"), null), Map.of(), "is a directory");
        assertThatCode(() -> outputs(at("sub/report"), null).check(Map.of())).doesNotThrowAnyException();
        try (Stream<Path> left = Files.list(directory.resolve("sub"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFolderThatTakesNoFileIsRefusedAlsoForRoot() {
        refused(outputs(null, "/proc/report"), Map.of(), "--junit: /proc/report cannot be written");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFileThatFailsIsOneLineAndTheOtherIsThere() {
        assertThat(write(outputs("/dev/full", at("sub/report.xml")), SampleReports.pass()))
                .isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(err.toString().lines()).containsExactly("x0xtest: cannot write /dev/full: No space left on device");
        assertThat(directory.resolve("sub/report.xml")).content().contains("</testsuites>");
        assertThat(out.toString()).contains("PASS");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void bothThatFailAreNamed() {
        assertThat(write(outputs("/dev/full", at("missing/x")), SampleReports.pass()))
                .isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(err.toString().lines()).hasSize(2).anyMatch(line -> line.contains("missing/x: no such file"));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aRefutedPairAndASignalWeighMore() {
        Outputs outputs = outputs("/dev/full", null);
        assertThat(write(outputs, SampleReports.blockedContact())).isEqualTo(ExitCode.FAIL);
        assertThat(write(outputs, SampleReports.interrupted())).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(write(outputs, SampleReports.silentNode())).isEqualTo(ExitCode.ENVIRONMENT);
    }

    @Test
    void metricsGoToTheirFileInOneStepOrToStdout() throws IOException {
        Path file = Files.writeString(directory.resolve("sub/x0xtest.prom"), "the run before");
        assertThat(write(metrics(null, file.toString()), SampleReports.pass())).isEqualTo(ExitCode.PASS);
        assertThat(file).content().startsWith("# HELP x0xtest_").endsWith("\n");
        assertThat(out.toString()).contains("PASS");
        try (Stream<Path> left = Files.list(directory.resolve("sub"))) {
            assertThat(left).containsExactly(file);
        }
        out.getBuffer().setLength(0);
        assertThat(write(metrics(null, "-"), SampleReports.pass())).isEqualTo(ExitCode.PASS);
        assertThat(out.toString()).startsWith("# HELP x0xtest_").doesNotContain("from \\ to", "run directory");
    }

    @Test
    void metricsShareNoTargetWithAnotherReport() {
        refused(metrics("-", "/dev/stdout"), Map.of(), "--json and --prom", "stdout");
        refused(metrics(at("report"), at("loose")), Map.of(), "--prom", "the same file as --json");
    }

    @Test
    void withoutAnAnchorTheReasonIsSaidAlsoWhenJsonTakesStdout() {
        write(outputs("-", null), SampleReports.withoutAnchor());
        assertThat(err.toString()).contains("no x0xd answers at http://127.0.0.1:22000");
    }

    @Test
    void theSummaryComesLastOnStdout() {
        write(forUpstream(null), SampleReports.pass());
        assertThat(out.toString().lines().toList())
                .endsWith("  run directory " + directory, "  Sent:     30 / 30", "  Received: 30 / 30");
    }

    @Test
    void theSummaryComesOnStderrWhereJsonHasStdout() {
        write(forUpstream("-"), SampleReports.pass());
        assertThat(out.toString()).doesNotContain("Sent:");
        assertThat(err.toString().lines().toList())
                .endsWith("  run directory " + directory, "  Sent:     30 / 30", "  Received: 30 / 30");
    }

    @Test
    void everyFormHasAFileAndOneOfThemStdout() {
        Map<ReportFormat, String> files = new EnumMap<>(ReportFormat.class);
        for (ReportFormat format : ReportFormat.values()) {
            files.put(format, at("out." + format));
        }
        files.put(ReportFormat.CSV, "-");
        Outputs outputs = outputs(files, null, Outputs.Summary.NONE);
        outputs.check(Map.of());
        assertThat(write(outputs, SampleReports.everyOutcome())).isEqualTo(ExitCode.FAIL);
        assertThat(out.toString()).startsWith("src,dst,").doesNotContain("from \\ to");
        for (ReportFormat format : ReportFormat.values()) {
            if (format != ReportFormat.CSV) {
                assertThat(directory.resolve("out." + format)).isNotEmptyFile();
            }
        }
    }

    @Test
    void aFormThatIsAskedForTakesStdoutAlone() {
        Outputs printing = outputs(at("report"), null).printing(ReportFormat.CSV);
        assertThat(write(printing, SampleReports.pass())).isEqualTo(ExitCode.PASS);
        assertThat(out.toString()).startsWith("src,dst,");
        assertThat(directory.resolve("report")).content().startsWith("{");
        for (ReportFormat format : new ReportFormat[] {ReportFormat.TEXT, ReportFormat.CSV}) {
            assertThatThrownBy(() -> outputs("-", null).printing(format))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("takes stdout");
        }
        assertThatThrownBy(() -> outputs(at("report"), null).printing(ReportFormat.JSON))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("--format and --json name the same form");
        assertThatThrownBy(() -> outputs(null, null).printing(ReportFormat.PNG))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("--png FILE");
    }

    /** As a step of a job that another step has begun the summary of. */
    @Test
    void aJobOnGithubGetsAnnotationsAndASummary() throws IOException {
        Path summary = Files.writeString(directory.resolve("summary.md"), "# Build\n");
        Outputs outputs = outputs(Map.of(), new GithubJob(summary), Outputs.Summary.NONE);
        assertThat(write(outputs, SampleReports.blockedContact())).isEqualTo(ExitCode.FAIL);
        assertThat(out.toString()).contains("from \\ to", "\n::error title=x0xtest%3A FAIL::28 of 30 pairs");
        assertThat(summary).content().startsWith("# Build\n## x0xtest: FAIL\n");
        assertThat(write(outputs(Map.of(), new GithubJob(directory), Outputs.Summary.NONE), SampleReports.pass()))
                .as("a summary that cannot be written")
                .isEqualTo(ExitCode.ENVIRONMENT);
    }
}
