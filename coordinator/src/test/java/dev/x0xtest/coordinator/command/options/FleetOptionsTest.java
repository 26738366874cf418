package dev.x0xtest.coordinator.command.options;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.cli.launch.CommandLineRunner;
import dev.x0xtest.coordinator.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Which fleet and which network a command line means. Nothing here ever reaches a host. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class FleetOptionsTest {
    @TempDir
    private Path directory = Path.of("");

    private int runs;
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void writeFiles() throws IOException {
        Files.writeString(directory.resolve("fleet.toml"), """
                anchors = ["nyc"]
                [networks.test]
                token-file = "missing-{node}"
                [networks.prod]
                token-file = "missing-{node}"
                [networks.bare]
                api-port = 1
                [nodes.nyc]
                host = "nyc.invalid"
                [nodes.sfo]
                host = "sfo.invalid"
                networks.test = {}
                networks.bare = {}
                """);
        Files.writeString(directory.resolve("t.env"), "TEST_NYC_IP=a.invalid\nTEST_SFO_IP=b.invalid\nTEST_SFO_TK=x\n");
        Files.writeString(
                directory.resolve("listed.toml"),
                "[networks.test]\ntokens-file = 'gone.env'\n[nodes.nyc]\nhost = 'a.invalid'\n[nodes.sfo]\nhost = 'b.invalid'\n");
        Files.writeString(directory.resolve("bad.toml"), "[nodes.nyc]\nhots = 'x'\n");
        Files.writeString(directory.resolve("options.toml"), "network = \"prod\"\n");
        Files.writeString(directory.resolve("token"), "t");
    }

    private int run(Map<String, String> environment, String line) {
        CommandLine root = new CommandLine(new Main());
        root.setOut(new PrintWriter(new StringWriter(), true));
        root.setErr(new PrintWriter(err, true));
        List<String> arguments = new ArrayList<>();
        for (String word : line.split(" ", -1)) {
            arguments.add(word.replace("DIR", directory.toString()));
        }
        if (arguments.get(0).equals("matrix")) {
            arguments.addAll(List.of(
                    "--quiet", "--run-dir", directory.resolve("run" + runs++).toString()));
        }
        return new CommandLineRunner(environment, Main.VARIABLES).run(root, arguments.toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2 | matrix --fleet DIR/none.toml                          | none.toml: no such file",
                "2 | matrix --fleet DIR/bad.toml                           | did you mean 'host'?",
                "2 | matrix --fleet DIR/fleet.toml --anchor rome           | has no node rome in network test; it has nyc, sfo",
                "2 | matrix --fleet DIR/fleet.toml --nodes nyc,rome        | has no node rome",
                "2 | matrix --fleet DIR/fleet.toml --tokens-file DIR/t.env | exclude each other",
                "2 | matrix --fleet DIR/fleet.toml --api-base http://127.0.0.1:1 | add --no-tunnel",
                "2 | matrix --fleet DIR/fleet.toml --network bare --anchor sfo --nodes sfo | at least two nodes",
                "2 | matrix --fleet DIR/fleet.toml --network lab           | has no network lab",
                "2 | matrix --fleet DIR/fleet.toml --network PROD          | not a network name",
                "2 | matrix --tokens-file DIR/t.env                        | missing --anchor",
                "2 | matrix --tokens-file DIR/t.env --network prod --anchor nyc | has no line PROD_…_IP",
                "2 | matrix --anchor nyc --nodes nyc,sfo --api-token-file DIR/token --network lab | describe it in a fleet file",
                "2 | matrix                                                | missing --anchor",
                "2 | matrix --config DIR/options.toml --fleet DIR/fleet.toml | give --network prod",
                "3 | matrix --fleet DIR/fleet.toml                         | missing-nyc",
                "3 | matrix --fleet DIR/listed.toml --anchor nyc           | gone.env: no such file",
                "3 | matrix --tokens-file DIR/t.env --anchor nyc           | has no token of nyc in network test",
                "3 | matrix --fleet DIR/fleet.toml --no-tunnel --api-base http://127.0.0.1:1 --api-token-file DIR/token | no x0xd answers at http://127.0.0.1:1",
                "2 | fleet check                                           | --fleet FILE or --tokens-file FILE",
                "2 | fleet check --fleet DIR/fleet.toml --network bare --anchor sfo | does not say where the tokens of network bare are",
                "2 | fleet import --tokens-file DIR/t.env --out DIR/new.toml | has no token of nyc",
                "2 | fleet import --tokens-file DIR/t.env --out DIR/fleet.toml | --update",
                "2 | fleet import --tokens-file DIR/t.env --anchor rome --out DIR/new.toml | the anchor rome",
                "2 | validate DIR/bad.toml                                 | bad.toml:2:1: unknown key 'nodes.nyc.hots'",
            })
    void whatCannotBeIsOneLine(int code, String line, String message) {
        assertThat(run(Map.of(), line)).as(err.toString()).isEqualTo(code);
        assertThat(err.toString()).contains(message).doesNotContain("\tat ").doesNotContain("Exception");
        assertThat(err.toString().lines()).hasSize(1);
    }

    @Test
    void aTokensFileOfTheEnvironmentIsTakenButNotWhenADaemonIsNamed() {
        Map<String, String> environment =
                Map.of("X0X_TOKENS_FILE", directory.resolve("t.env").toString());
        assertThat(run(environment, "matrix --anchor nyc")).isEqualTo(3);
        assertThat(err.toString()).contains("t.env has no token of nyc");
        assertThat(run(
                        environment,
                        "matrix --anchor nyc --nodes nyc,sfo --api-base http://127.0.0.1:1 --api-token-file DIR/token"))
                .isEqualTo(3);
        assertThat(err.toString()).contains("no x0xd answers at http://127.0.0.1:1");
    }

    @ParameterizedTest
    @CsvSource({"--no-hold, ", "'', 1"})
    void prodIsAnnouncedAndTheHoldCanBeLeftOut(String flag, String variable) {
        Map<String, String> environment = variable == null ? Map.of() : Map.of("X0X_NETWORK_NO_HOLD", variable);
        String line = "matrix --fleet DIR/fleet.toml --nodes nyc,nyc2 --network prod " + flag;
        Path second = directory.resolve("fleet.toml");
        append(second, "[nodes.nyc2]\nhost = \"nyc2.invalid\"\n");
        assertThat(run(environment, line.strip())).as(err.toString()).isEqualTo(3);
        assertThat(err.toString())
                .contains("NETWORK prod: PRODUCTION FLEET: REAL USERS", "missing-nyc")
                .doesNotContain("Ctrl-C", "\u001b");
    }

    @Test
    void testIsTheDefaultAndIsNotAnnounced() {
        assertThat(run(Map.of(), "matrix --fleet DIR/fleet.toml")).isEqualTo(3);
        assertThat(err.toString()).doesNotContain("NETWORK");
    }

    private static void append(Path file, String text) {
        try {
            Files.writeString(file, Files.readString(file) + text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
