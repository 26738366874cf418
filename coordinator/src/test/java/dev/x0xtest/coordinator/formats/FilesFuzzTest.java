package dev.x0xtest.coordinator.formats;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.x0xtest.cli.UsageException;
import dev.x0xtest.coordinator.fleet.FleetFile;
import dev.x0xtest.coordinator.fleet.SampleFleet;
import dev.x0xtest.coordinator.fleet.TokensFile;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.SampleReports;
import dev.x0xtest.coordinator.report.format.ReportJson;
import dev.x0xtest.coordinator.report.format.ReportReader;
import dev.x0xtest.testkit.fuzz.Fuzz;
import dev.x0xtest.testkit.fuzz.FuzzTarget;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads damaged files that a person gives: reports, fleet files and token files. Each is read, or refused in one line. */
class FilesFuzzTest {
    private static final String TOKENS = """
            # shell, never executed
            TEST_NYC_IP="h1"
            TEST_NYC_TK='x y'
            export TEST_SFO_IP=h2; TEST_SFO_TK=$'a\\tb'
            PROD_NYC_IP=h1
            PROD_NYC_TK="$(cat /nowhere)"
            """;

    @TempDir
    private Path directory = Path.of("");

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aDamagedReportIsReadOrRefusedInOneLine() {
        ObjectMapper json = new ObjectMapper();
        List<byte[]> reports = List.of(
                utf8(ReportJson.text(SampleReports.everyOutcome())),
                utf8(ReportJson.text(SampleReports.blockedContact())));
        Fuzz.run(FuzzTarget.of("reports", reports, IllegalArgumentException.class, damaged -> {
                    Report report;
                    try {
                        report = ReportReader.of(json.readTree(damaged));
                    } catch (JsonProcessingException e) {
                        return false;
                    }
                    assertThat(ReportJson.text(report)).contains("\"verdict\"");
                    return true;
                })
                .oneOf(10)
                .allocating(32L << 20, 2_000));
    }

    @Test
    void aDamagedFleetFileIsReadOrRefusedInOneLine() {
        Path file = directory.resolve("fleet.toml");
        Fuzz.run(FuzzTarget.of("fleet files", List.of(utf8(SampleFleet.TEXT)), UsageException.class, damaged -> {
                    Files.write(file, damaged);
                    for (String problem : FleetFile.problems(file)) {
                        assertThat(problem.lines()).as(problem).hasSize(1);
                    }
                    FleetFile.read(file);
                    return true;
                })
                .oneOf(4)
                .allocating(16L << 20, 2_000)
                .saying(100_000));
    }

    @Test
    void aDamagedTokenFileIsReadOrRefusedInOneLine() {
        Path file = directory.resolve("t.env");
        Fuzz.run(FuzzTarget.of(
                        "token files",
                        List.of(utf8(TOKENS.replace("\"$(cat /nowhere)\"", "z")), utf8(TOKENS)),
                        UsageException.class,
                        damaged -> {
                            Files.write(file, damaged);
                            TokensFile.read(file);
                            return true;
                        })
                .oneOf(2)
                .saying(100_000));
    }
}
