package dev.x0xtest.coordinator.command.offline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.x0xtest.cli.launch.CommandLineRunner;
import dev.x0xtest.coordinator.formats.ReportFormat;
import dev.x0xtest.coordinator.run.terms.RunEvent;
import dev.x0xtest.testkit.report.ReportSchema;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import picocli.CommandLine;

/**
 * Tests that journals of formats 1 and 2 give the reports that lie beside them, byte for byte. Never edit a journal. Make a report
 * again, with a reason in the commit, only where a report is meant to say something else.
 */
class JournalsReplayTest {
    @TempDir
    private Path temporary = Path.of("");

    private static final List<String> JOURNALS = List.of(
            "by-plans",
            "per-pair",
            "stopped",
            "resumed",
            "doubled",
            "gossip",
            "burst",
            "durable",
            "per-pair-gossip",
            "blocked-and-absent");
    private static final Map<String, String> SHA256 = Map.ofEntries(
            Map.entry("by-plans", "2567eed89283e5d114fb5d812c5db629d287c0f40cc0fe499c38afd20f633e4c"),
            Map.entry("per-pair", "46b9be521f7f1f1a5df725a35db33cb6253b015904158280cda25c535e8ee93b"),
            Map.entry("stopped", "c0c6ea372364cca08e5812c19a557b92997add32ea12dcc28c7269fe20d2d7ea"),
            Map.entry("resumed", "d16c47f659fd91d43d529aa553cde51a2d3ccd60b5332ef4234743da9b3669f3"),
            Map.entry("doubled", "6bfebc968b900981538e7a3c7fd18e82fe8fce2d9a82f1561f58e34cc6b77a90"),
            Map.entry("gossip", "b937dd31e38976ebbdec66e3c70539698005f53d1a439c769fe59b5d2e59de76"),
            Map.entry("burst", "bd0467df4debcdfbcc80fce42ed6d41dc0f3679c03bcf62a1fbe47419b058a5d"),
            Map.entry("durable", "353ac650ea0accb036b10195b8ac15809d87e8564a0df90c50bd3a9c899473af"),
            Map.entry("per-pair-gossip", "5396a14be060d887cabd3bfe54082ecff514fec21206af683776c237ca6b5292"),
            Map.entry("blocked-and-absent", "8a540259fc2f9b50ab61155891e79ac43b7b81fd05f18b26fd81cf32c0337f5b"));

    private final ObjectMapper json = new ObjectMapper();

    @ParameterizedTest
    @FieldSource("JOURNALS")
    void theReportCommandMakesTheReportOfThenByteForByte(String name) throws IOException {
        String report = Files.readString(directory(name).resolve("report.json"));
        StringWriter out = new StringWriter();
        CommandLine command = new CommandLine(new ReportCommand()).setOut(new PrintWriter(out));
        int code = new CommandLineRunner(Map.of(), Map.of())
                .run(command, directory(name).toString(), "--json", "-", "--json-schema", "1");
        assertThat(out.toString()).isEqualTo(report);
        assertThat(code).isEqualTo(json.readTree(report).path("exit_code").asInt(-1));
    }

    /** Their runners told milliseconds and no clock. */
    @ParameterizedTest
    @FieldSource("JOURNALS")
    void aReportOfTodayHasTheLatenciesOfThen(String name) throws IOException {
        StringWriter out = new StringWriter();
        CommandLine command = new CommandLine(new ReportCommand()).setOut(new PrintWriter(out));
        new CommandLineRunner(Map.of(), Map.of()).run(command, directory(name).toString(), "--json", "-");
        JsonNode report = ReportSchema.assertValid(out.toString());
        long accepted = 0;
        for (JsonNode cell : report.path("cells")) {
            accepted += cell.path("outcome").asText().equals("PROVEN") ? 1 : 0;
        }
        long times =
                report.path("latency").path("all").path("send").path("count").asLong();
        assertThat(times).isGreaterThanOrEqualTo(accepted);
        assertThat(report.path("clocks").path("reference").isTextual()).isFalse();
    }

    @Test
    void aHeadingOfThePageBeginsWithACapital() {
        StringWriter out = new StringWriter();
        CommandLine command = new CommandLine(new ReportCommand()).setOut(new PrintWriter(out));
        new CommandLineRunner(Map.of(), Map.of())
                .run(command, directory("doubled").toString(), "--format", "html");
        assertThat(out.toString()).contains("<h3>A second x0xd with helsinki&#39;s identity runs");
    }

    @ParameterizedTest
    @FieldSource("JOURNALS")
    void anOldRunIsShownInEveryForm(String name) throws IOException {
        int exitCode = json.readTree(directory(name).resolve("report.json").toFile())
                .path("exit_code")
                .asInt(-1);
        for (ReportFormat format : ReportFormat.values()) {
            StringWriter out = new StringWriter();
            CommandLine command = new CommandLine(new ReportCommand()).setOut(new PrintWriter(out));
            Path file = temporary.resolve("report");
            String[] asked = format.binary()
                    ? new String[] {format.option(), file.toString()}
                    : new String[] {"--format", format.name().toLowerCase(Locale.ROOT)};
            int code = new CommandLineRunner(Map.of(), Map.of())
                    .run(command, directory(name).toString(), asked[0], asked[1]);
            assertThat(code).as("%s", format).isEqualTo(exitCode);
            assertThat(out.toString()).as("%s", format).isNotBlank();
            assertThat(Files.exists(file)).as("%s", format).isEqualTo(format.binary());
            Files.deleteIfExists(file);
        }
    }

    @ParameterizedTest
    @FieldSource("JOURNALS")
    void theJournalIsAsItWasWritten(String name) throws Exception {
        byte[] journal = Files.readAllBytes(directory(name).resolve("run.jsonl"));
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(journal);
        assertThat(HexFormat.of().formatHex(digest)).isEqualTo(SHA256.get(name));
    }

    @Test
    void everyKindOfEventIsInOneOfThem() throws IOException {
        Set<String> known = Arrays.stream(
                        RunEvent.class.getAnnotation(JsonSubTypes.class).value())
                .map(JsonSubTypes.Type::name)
                .collect(Collectors.toSet());
        Set<String> seen = new TreeSet<>();
        for (String name : JOURNALS) {
            for (String line : Files.readAllLines(directory(name).resolve("run.jsonl"))) {
                JsonNode event = json.readTree(line).path("event");
                if (!event.isMissingNode()) {
                    seen.add(event.asText());
                }
            }
        }
        assertThat(seen).containsExactlyInAnyOrderElementsOf(known);
    }

    private static Path directory(String name) {
        URL journal = JournalsReplayTest.class.getResource("/dev/x0xtest/coordinator/journals/" + name + "/run.jsonl");
        assertThat(journal).as(name).isNotNull();
        try {
            return Path.of(journal.toURI()).resolveSibling("");
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
