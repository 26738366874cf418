package dev.x0xtest.local.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.x0xtest.cli.terminal.Console;
import dev.x0xtest.local.CommandRun;
import dev.x0xtest.local.SelftestCommand;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Tests the command {@code selftest}: its exit codes, its table and its JSON. */
class SelftestCommandTest {
    @TempDir
    private Path directory = Path.of("");

    @Test
    void aMutantThatIsNamedRightEndsWithZeroAndARow() {
        CommandRun.Said said = CommandRun.said("selftest", "--only", "false-ack,lost-result", "--color=never");
        assertThat(said.exit()).as(said.out() + said.err()).isZero();
        assertThat(said.out().lines().filter(line -> line.startsWith("ok"))).hasSize(2);
        assertThat(said.out())
                .contains("false-ack", "SWALLOWED n2 n3", "1 MISSING", "PASS  2 of 2 mutants named right");
    }

    @Test
    void aFalsifiedExpectationEndsWithOneAndSaysWhatIsWrong() {
        Mutant right = Mutants.named(Mutants.all(), List.of("false-ack")).get(0);
        Mutant.Expected expected =
                new Mutant.Expected(0, null, Map.of(), right.expect().status(), List.of(), List.of(), Map.of());
        Mutant falsified = new Mutant(
                right.name(),
                right.broken(),
                right.nodes(),
                right.samples(),
                null,
                null,
                null,
                right.seed(),
                expected,
                "Wrong.");
        StringWriter out = new StringWriter();
        int exit = new CommandLine(new SelftestCommand(List.of(falsified)))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out, true))
                .execute();
        assertThat(exit).isEqualTo(1);
        assertThat(out.toString())
                .contains("WRONG false-ack", "exit code 1, not 0", "n2>n3 MISSING, not PROVEN", "FAIL  0 of 1");
    }

    @Test
    void theJsonHasEachMutantWithWhatWasSeen() throws IOException {
        Path file = directory.resolve("out.json");
        CommandRun.Said said = CommandRun.said("selftest", "--only", "wrong-plane", "--json", file.toString());
        assertThat(said.exit()).as(said.err()).isZero();
        JsonNode json = new ObjectMapper().readTree(Files.readString(file));
        assertThat(json.path("schema").asText()).isEqualTo("x0xtest/selftest/1");
        assertThat(json.path("mutants").asInt()).isEqualTo(1);
        assertThat(violations(json)).isEmpty();
        JsonNode one = json.path("list").get(0);
        assertThat(one.path("right").asBoolean()).isTrue();
        assertThat(one.path("seen").path("cells").path("n2>n3").asText()).isEqualTo("WRONG_PLANE");

        CommandRun.Said stdout = CommandRun.said("selftest", "--only", "wrong-plane", "--json", "-");
        assertThat(new ObjectMapper().readTree(stdout.out())).isEqualTo(json);
    }

    private static List<String> violations(JsonNode json) throws IOException {
        try (InputStream schema = Objects.requireNonNull(Mutants.class.getResourceAsStream("selftest-1.schema.json"))) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(new ObjectMapper().readTree(schema))
                    .validate(json)
                    .stream()
                    .map(Error::toString)
                    .toList();
        }
    }

    @Test
    void theTableFitsNarrowAndWideConsolesWithoutColours() {
        Mutant mutant = Mutants.named(Mutants.all(), List.of("blocked-contact")).get(0);
        Checker.Result result = new Checker(directory).check(mutant);
        for (int width : new int[] {60, 160}) {
            SelftestText text = new SelftestText(List.of(mutant), new Console(width, false, false, false));
            List<String> lines = Stream.of(text.head(), text.row(result), text.list(List.of(mutant)))
                    .flatMap(List::stream)
                    .toList();
            assertThat(lines).allMatch(line -> line.length() <= width, "fits " + width);
            assertThat(String.join("\n", lines))
                    .contains("blocked-contact", "BLOCKED n3 n2")
                    .doesNotContain("\u001b");
        }
    }

    @Test
    void anUnknownNameIsWrongUsageWithASuggestion() {
        CommandRun.Said said = CommandRun.said("selftest", "--only", "false-akc");
        assertThat(said.exit()).isEqualTo(2);
        assertThat(said.err()).contains("no mutant is called false-akc; did you mean false-ack?");
    }

    @Test
    void theListNamesEveryMutantAndRunsNothing() {
        CommandRun.Said said = CommandRun.said("selftest", "--list");
        assertThat(said.exit()).isZero();
        assertThat(Mutants.all()).allMatch(mutant -> said.out().contains(mutant.name()));
    }
}
