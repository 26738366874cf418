package dev.x0xtest.coordinator.command.offline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.cli.launch.CommandLineRunner;
import dev.x0xtest.coordinator.causes.Judged;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.SampleReport;
import dev.x0xtest.coordinator.report.SampleReports;
import dev.x0xtest.coordinator.report.format.ReportJson;
import dev.x0xtest.testkit.report.Schemas;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Exit codes and forms of a comparison. */
class DiffCommandTest {
    @TempDir
    private Path directory = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        CommandLine command =
                new CommandLine(new DiffCommand()).setOut(new PrintWriter(out)).setErr(new PrintWriter(err, true));
        return new CommandLineRunner(Map.of(), Map.of()).run(command, arguments);
    }

    private String file(String name, Report report, ReportJson.Schema schema) throws IOException {
        StringBuilder text = new StringBuilder();
        ReportJson.write(new Judged(report), schema, text);
        return Files.writeString(directory.resolve(name), text).toString();
    }

    @Test
    void theExitCodeSaysWhetherSomethingIsNew() throws IOException {
        String good = file("good.json", SampleReports.pass(), ReportJson.Schema.ONE);
        String bad = file("bad.json", SampleReports.blockedContact(), ReportJson.Schema.TWO);
        assertThat(run(good, bad)).isEqualTo(1);
        assertThat(out.toString())
                .startsWith("2 pairs worse than before")
                .contains("NEW, 2 pairs: worse than before")
                .containsPattern("helsinki (->|→) nuremberg");
        assertThat(run(bad, good)).isZero();
        out.getBuffer().setLength(0);
        assertThat(run(bad, bad)).isZero();
        assertThat(out.toString())
                .startsWith("this is the same run twice, so nothing differs; 2 of its 30 pairs are not proven\n");
        assertThat(run(good, file("other.json", SampleReport.of("a", "b").build(), ReportJson.Schema.TWO)))
                .isEqualTo(4);
        assertThat(run(good, "--json", "-")).isEqualTo(2);
    }

    @Test
    void jsonTakesStdoutAlone() throws IOException {
        String good = file("good.json", SampleReports.pass(), ReportJson.Schema.TWO);
        String bad = file("bad.json", SampleReports.blockedContact(), ReportJson.Schema.TWO);
        assertThat(run(good, bad, "--json", "-")).isEqualTo(1);
        assertThat(Schemas.assertValid("diff-1", out.toString()).path("new").size())
                .isEqualTo(2);
        String there = directory.resolve("diff.json").toString();
        assertThat(run(good, bad, "--json", there)).isEqualTo(1);
        Schemas.assertValid("diff-1", Files.readString(Path.of(there)));
    }

    @Test
    void whatCannotBeReadIsThreeAndOneLine() throws IOException {
        String good = file("good.json", SampleReports.pass(), ReportJson.Schema.TWO);
        String none = Files.writeString(directory.resolve("none.json"), "{\"schema\": \"x\"}")
                .toString();
        assertThat(run(good, none)).isEqualTo(3);
        assertThat(err.toString().lines()).hasSize(1);
        assertThat(err.toString()).contains("none.json");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void whatIsReadIsNeverOverwritten() throws IOException {
        String good = file("good.json", SampleReports.pass(), ReportJson.Schema.TWO);
        String bad = file("bad.json", SampleReports.blockedContact(), ReportJson.Schema.TWO);
        String before = Files.readString(Path.of(good));
        assertThat(run(good, bad, "--json", good)).isEqualTo(2);
        assertThat(err.toString()).contains("the same file as A, which is read");
        assertThat(run(bad, good, "--markdown", directory + "/./good.json")).isEqualTo(2);
        assertThat(run(good, bad, "--json", directory.resolve("one").toString(), "--markdown", directory + "/one"))
                .isEqualTo(2);
        assertThat(run(good, bad, "--json", directory.resolve("missing/one").toString()))
                .isEqualTo(2);
        assertThat(Path.of(good)).content().isEqualTo(before);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void somethingNewStaysOneWhenAFileCannotBeWritten() throws IOException {
        String good = file("good.json", SampleReports.pass(), ReportJson.Schema.TWO);
        String bad = file("bad.json", SampleReports.blockedContact(), ReportJson.Schema.TWO);
        Path page = directory.resolve("page.md");
        assertThat(run(good, bad, "--json", "/dev/full", "--markdown", page.toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("cannot write /dev/full: No space left on device");
        assertThat(page).exists();
        assertThat(run(bad, good, "--json", "/dev/full")).isEqualTo(3);
    }

    @Test
    void aDamagedHistogramIsOneLine() throws IOException {
        String text = Files.readString(Path.of(file("good.json", SampleReports.pass(), ReportJson.Schema.TWO)));
        String damaged = text.replaceFirst(
                "\\{",
                "{\"schema\":\"x0xtest/report/2\",\"latency\":{\"pairs\":[{\"src\":\"nyc\",\"dst\":\"sfo\",\"send\":{\"hdr\":\"AAAA\"}}]},");
        String file =
                Files.writeString(directory.resolve("damaged.json"), damaged).toString();
        assertThat(run(file, file)).isEqualTo(3);
        assertThat(err.toString().lines()).hasSize(1);
    }

    @Test
    void aJournalAndItsReportAreTheSameRun() throws Exception {
        Path run = Path.of(Objects.requireNonNull(DiffCommandTest.class.getResource(
                                "/dev/x0xtest/coordinator/journals/blocked-and-absent/run.jsonl"))
                        .toURI())
                .resolveSibling("");
        assertThat(run(run.toString(), run.resolve("report.json").toString())).isZero();
        assertThat(out.toString())
                .startsWith("this is the same run twice, so nothing differs; 8 of its 12 pairs are not proven")
                .contains("STILL");
    }
}
