package dev.x0xtest.coordinator.command.offline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.x0xtest.cli.launch.CommandLineRunner;
import dev.x0xtest.coordinator.causes.Judged;
import dev.x0xtest.coordinator.report.RandomReports;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.SampleReports;
import dev.x0xtest.coordinator.report.format.ReportJson;
import dev.x0xtest.coordinator.report.format.ReportReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class DiagnoseCommandTest {
    @TempDir
    private Path directory = Path.of("");

    private final ObjectMapper json = new ObjectMapper();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        CommandLine command = new CommandLine(new DiagnoseCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err, true));
        return new CommandLineRunner(Map.of(), Map.of()).run(command, arguments);
    }

    private String file(String text) throws IOException {
        return Files.writeString(directory.resolve("out.json"), text).toString();
    }

    private static String written(Report report, ReportJson.Schema schema) throws IOException {
        StringBuilder text = new StringBuilder();
        ReportJson.write(new Judged(report), schema, text);
        return text.toString();
    }

    @Test
    void aReportOfEitherFormGivesItsCauses() throws IOException {
        for (ReportJson.Schema schema : ReportJson.Schema.values()) {
            out.getBuffer().setLength(0);
            assertThat(run(file(written(SampleReports.blockedContact(), schema))))
                    .isEqualTo(1);
            assertThat(out.toString())
                    .startsWith("why 2 of 30 pairs are not proven")
                    .contains("  helsinki takes nothing from nuremberg")
                    .contains("    BLOCKED by helsinki of nuremberg");
        }
    }

    @Test
    void theExitCodeSaysWhatIsKnown() throws IOException {
        assertThat(run(file(ReportJson.text(SampleReports.pass())))).isZero();
        assertThat(out.toString()).startsWith("nothing is wrong: all 30 pairs are proven");
        assertThat(run(file(ReportJson.text(SampleReports.silentNode())))).isEqualTo(4);
        assertThat(out.toString()).contains("nothing that they have in common says why 10 of 30 pairs are not proven");
    }

    @Test
    void theCausesAsJsonAreThoseOfTheReport() throws IOException {
        String report = ReportJson.text(SampleReports.blockedContact());
        assertThat(run(file(report), "--json", "-")).isEqualTo(1);
        assertThat(json.readTree(out.toString()).path("causes"))
                .isEqualTo(json.readTree(report).path("causes"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"by-plans", "per-pair", "stopped", "doubled", "resumed"})
    void aRunAndItsReportGiveTheSameCauses(String name) throws Exception {
        Path run = journals(name);
        int code = run(run.toString(), "--json", "-");
        JsonNode ofRun = json.readTree(out.toString());
        out.getBuffer().setLength(0);
        assertThat(run(run.resolve("report.json").toString(), "--json", "-")).isEqualTo(code);
        assertThat(json.readTree(out.toString())).isEqualTo(ofRun);
    }

    private static Path journals(String name) throws URISyntaxException {
        String journal = "/dev/x0xtest/coordinator/journals/" + name + "/run.jsonl";
        return Path.of(Objects.requireNonNull(DiagnoseCommandTest.class.getResource(journal))
                        .toURI())
                .resolveSibling("");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"schema\": \"x0xtest/report/9\"}",
                "{\"schema\": \"x0xtest/report/2\"}",
                "{\"schema\": \"x0xtest/report/2\", ",
                "[]",
                "{}",
                ""
            })
    void whatIsNoReportIsOneLineAndThree(String text) throws IOException {
        assertThat(run(file(text))).isEqualTo(3);
        assertThat(err.toString().lines()).hasSize(1);
        assertThat(err.toString()).contains("out.json");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void anOutcomeThatIsUnknownIsToldInAShortLineWithoutOurClasses() throws IOException {
        String report = ReportJson.text(SampleReports.pass());
        String other = report.replaceFirst("\"outcome\":\"PROVEN\"", "\"outcome\":\"P" + "[".repeat(2_000) + "\"");
        assertThat(other).isNotEqualTo(report);
        assertThat(run(file(other))).isEqualTo(3);
        assertThat(err.toString())
                .contains("there is no outcome 'P[[")
                .hasSizeLessThan(400)
                .doesNotContain("dev.x0xtest");
    }

    @Test
    void anyReportComesBackAsItWasWritten() {
        long seed = new Random().nextLong();
        RandomReports reports = new RandomReports(new Random(seed));
        for (int round = 0; round < 200; round++) {
            Report report = reports.next();
            assertThat(ReportJson.tree(ReportReader.of(ReportJson.tree(report))))
                    .as("seed %d round %d", seed, round)
                    .isEqualTo(ReportJson.tree(report));
        }
    }
}
