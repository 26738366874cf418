package dev.x0xtest.coordinator.command.offline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.x0xtest.cli.launch.CommandLineRunner;
import dev.x0xtest.coordinator.run.terms.RunEvent;
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
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import picocli.CommandLine;

/**
 * Tests that journals of formats 1 and 2 give the reports that lie beside them, byte for byte. Never edit a journal. Make a report
 * again, with a reason in the commit, only where a report is meant to say something else.
 */
class JournalsReplayTest {
    private static final List<String> JOURNALS = List.of("by-plans", "per-pair", "stopped", "resumed", "doubled");
    private static final Map<String, String> SHA256 = Map.of(
            "by-plans", "2567eed89283e5d114fb5d812c5db629d287c0f40cc0fe499c38afd20f633e4c",
            "per-pair", "46b9be521f7f1f1a5df725a35db33cb6253b015904158280cda25c535e8ee93b",
            "stopped", "c0c6ea372364cca08e5812c19a557b92997add32ea12dcc28c7269fe20d2d7ea",
            "resumed", "d16c47f659fd91d43d529aa553cde51a2d3ccd60b5332ef4234743da9b3669f3",
            "doubled", "6bfebc968b900981538e7a3c7fd18e82fe8fce2d9a82f1561f58e34cc6b77a90");

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
