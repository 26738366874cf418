package dev.x0xtest.coordinator.command.offline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.cli.launch.CommandLineRunner;
import dev.x0xtest.coordinator.report.Origin;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.format.JunitXml;
import dev.x0xtest.coordinator.report.format.ReportJson;
import dev.x0xtest.coordinator.run.simulated.SimulatedFleet;
import dev.x0xtest.testkit.report.ReportSchema;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The report of an earlier run: what it repeats, and one word each for what is not a whole journal. */
class ReportCommandTest {
    private static final Origin ORIGIN = new Origin(
            "2026-11-29T03:25:55.123Z",
            "0.1.0 (71387cd)",
            "build-7",
            List.of("x0xtest", "matrix", "--anchor", "n0"),
            Map.of("--plane", "raw"),
            Map.of("n9", "ssh to n9 (root@h9): Connection refused"));

    @TempDir
    private Path directory;

    private Path journal;
    private Report report;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void run() throws IOException {
        SimulatedFleet fleet = new SimulatedFleet(3);
        report = fleet.run();
        journal = fleet.journal.write(directory, fleet.config, ORIGIN);
    }

    private int report(String... arguments) {
        CommandLine command = new CommandLine(new ReportCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
        return new CommandLineRunner(Map.of(), Map.of()).run(command, arguments);
    }

    @Test
    void theReportSaysWhenWhereAndHowTheRunWasStarted() throws IOException {
        assertThat(report(directory.toString(), "--json", "-")).isZero();
        assertThat(ReportSchema.assertValid(out.toString()).path("started_at").asText())
                .isEqualTo("2026-11-29T03:25:55.123Z");
        assertThat(out.toString())
                .contains("\"x0xtest\": \"0.1.0 (71387cd)\"", "\"host\": \"build-7\"")
                .contains("\"command_line\": [\"x0xtest\",\"matrix\",\"--anchor\",\"n0\"]")
                .contains("\"options\": {\"--plane\":\"raw\"}")
                .contains("\"unusable_anchors\": {\"n9\":\"ssh to n9 (root@h9): Connection refused\"}");
        assertThat(err.toString()).contains("run directory " + directory);
    }

    @Test
    void latenciesAreShownWhereTheyAreAskedFor() {
        assertThat(report(directory.toString(), "--color", "never")).isZero();
        assertThat(out.toString()).contains(" PROVEN").doesNotContain("Latency", "PROVEN in");
        out.getBuffer().setLength(0);
        assertThat(report(directory.toString(), "--color", "never", "--latency"))
                .isZero();
        assertThat(out.toString()).contains("PROVEN in ", "Latency, ms", "to the answer from", "  sending");
    }

    @Test
    void withoutAnOriginTheKeysAreAbsent() {
        assertThat(ReportJson.text(report)).doesNotContain("started_at", "command_line", "\"x0xtest\"");
        assertThat(JunitXml.text(report)).doesNotContain("timestamp", "hostname");
    }

    @Test
    void textAndJunitHaveTheDateTheHostAndTheVersions() {
        assertThat(report(
                        directory.toString(),
                        "--color=never",
                        "--junit",
                        directory.resolve("out.xml").toString()))
                .isZero();
        assertThat(out.toString())
                .contains("started 2026-11-29 03:25:55 UTC on build-7 by x0xtest 0.1.0 (71387cd)")
                .contains("runners x0xtest-runner/0.1.0, x0xd 0.48.1")
                .contains("\n  the anchor n9 could not be used: ssh to n9 (root@h9): Connection refused\n")
                .endsWith("  run directory " + directory + "\n");
        assertThat(directory.resolve("out.xml"))
                .content()
                .contains("<testsuite name=\"n0\" timestamp=\"2026-11-29T03:25:55\" hostname=\"build-7\"")
                .contains("name=\"unusable_anchor\" value=\"n9: ssh to n9 (root@h9): Connection refused\"");
    }

    private void says(int code, String... words) {
        assertThat(code).isEqualTo(3);
        assertThat(err.toString()).contains(words).doesNotContain("Exception", "\tat ", "com.fasterxml");
        assertThat(err.toString().lines()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "'';                                     is empty: its run was killed before it began",
                "hello;                                  is not a journal of x0xtest",
                "'{\"format\":7,\"run\":{}}';            has format 7; this x0xtest reads formats 1 and 2",
                "'{\"format\":1,\"run\":{}}';            is damaged in line 1",
                "'{\"format\":1,\"run\":{\"anch';        is cut off in line 1: its run was killed before it began",
                "'[1,2]';                                is not a journal of x0xtest"
            })
    void whatIsNoJournalIsToldInAWord(String text, String word) throws IOException {
        Files.writeString(journal, text);
        says(report(directory.toString()), "the journal " + journal + " " + word);
    }

    @Test
    void aReportIsNoJournalAndItsRunIsNamed() throws IOException {
        Path file = directory.resolve("out.json");
        Files.writeString(file, ReportJson.text(report));
        says(
                report(file.toString()),
                file + " is the report of a run, and this command reads the run itself: give "
                        + report.runId().substring(0, 8) + ", if it is on this machine;",
                "x0xtest diagnose and x0xtest diff read reports");
        Files.writeString(file, "{\"schema\":\"x0xtest/report/1\"}");
        err.getBuffer().setLength(0);
        says(report(file.toString()), "reads the run itself: x0xtest diagnose");
    }

    @Test
    void completionOffersWhatCanBePrinted() {
        assertThat(new CommandLine(new ReportCommand())
                        .getCommandSpec()
                        .findOption("--format")
                        .completionCandidates())
                .contains("text", "html", "svg", "github")
                .doesNotContain("png");
    }

    @Test
    void aJournalThatIsCutGivesWhatIsKnown() throws IOException {
        byte[] whole = Files.readAllBytes(journal);
        Files.write(journal, Arrays.copyOf(whole, whole.length - 40));
        assertThat(report(directory.toString(), "--color=never")).isEqualTo(4);
        assertThat(out.toString())
                .contains("its journal ends before the run did", "x0xtest resume RUN goes on with it");
    }

    @Test
    void ofFormatOneACutJournalSaysWhere() throws IOException {
        byte[] whole = formatOne();
        Files.write(journal, Arrays.copyOf(whole, whole.length - 40));
        long lines = Files.readString(journal).lines().count();
        says(
                report(directory.toString()),
                "is cut off in line " + lines + ": its run was killed, or the disk was full");
    }

    @Test
    void ofFormatOneAJournalThatEndsEarlySaysThatTheRunMayGoOn() throws IOException {
        Files.write(journal, formatOne());
        List<String> lines = Files.readAllLines(journal);
        Files.write(journal, lines.subList(0, lines.size() - 1));
        says(report(directory.toString()), "ends before its run did: the run is still going on, or it was killed");
    }

    private static byte[] formatOne() throws IOException {
        try (InputStream in =
                ReportCommandTest.class.getResourceAsStream("/dev/x0xtest/coordinator/journals/by-plans/run.jsonl")) {
            return Objects.requireNonNull(in).readAllBytes();
        }
    }

    @Test
    void aLineThatWasEditedIsNamed() throws IOException {
        List<String> lines = Files.readAllLines(journal);
        lines.set(3, "{\"event\":\"started\"}");
        Files.write(journal, lines);
        says(report(directory.toString()), "is damaged in line 4");
    }

    @Test
    void bytesThatAreNoTextAreDamage() throws IOException {
        byte[] whole = formatOne();
        whole[whole.length - 30] = (byte) 0xff;
        Files.write(journal, whole);
        says(report(directory.toString()), "is damaged after line ", "it is not UTF-8 there");
    }

    @Test
    void aDirectoryWithoutAJournalIsNotOneOfARun() throws IOException {
        Path empty = Files.createDirectory(directory.resolve("empty"));
        says(report(empty.toString()), empty + " is not the directory of a run: it has no run.jsonl");
    }

    @Test
    void anIdThatNoRunHasIsToldWithThePlaceThatWasSearched() {
        says(report("0000ffff0000"), "no run begins with '0000ffff0000' in ", "x0xtest/runs", "there is no such file");
    }
}
