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

/** Tests which fleet and which network a command line selects. No test reaches a host. */
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
        Files.writeString(directory.resolve("expect.toml"), "expect = 5\n");
        Files.writeString(directory.resolve("expects.toml"), "expect = ['nyc', 'sfo', 'rome']\n");
        Files.writeString(
                directory.resolve("whole.env"),
                "TEST_NYC_IP=a.invalid TEST_NYC_TK=y\nTEST_SFO_IP=b.invalid; TEST_SFO_TK=x\n");
        Files.writeString(directory.resolve("two.toml"), """
                anchors = ['nyc', 'sfo']
                [networks.test]
                token-file = 'missing-{node}'
                [nodes.nyc]
                host = 'a.invalid'
                [nodes.sfo]
                host = 'b.invalid'
                [nodes.rome]
                host = 'c.invalid'
                """);
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
                "3 | matrix --tokens-file DIR/t.env --anchor nyc           | has no token for nyc in network test",
                "3 | matrix --fleet DIR/fleet.toml --no-tunnel --api-base http://127.0.0.1:1 --api-token-file DIR/token | no x0xd answers at http://127.0.0.1:1",
                "2 | fleet check                                           | --fleet FILE or --tokens-file FILE",
                "2 | fleet check --fleet DIR/fleet.toml --network bare --anchor sfo | does not say where the tokens of network bare are",
                "2 | fleet import --tokens-file DIR/t.env --out DIR/new.toml | has no token for nyc",
                "2 | fleet import --tokens-file DIR/t.env --out DIR/fleet.toml | --update",
                "2 | fleet import --tokens-file DIR/t.env --anchor rome --out DIR/new.toml | the anchor rome",
                "2 | matrix --fleet DIR/fleet.toml --expect 3                | --expect 3: there are 2 nodes: nyc, sfo",
                "2 | matrix --fleet DIR/fleet.toml --expect nyc,rome         | --expect: missing: rome; not expected: sfo",
                "3 | matrix --fleet DIR/fleet.toml --expect sfo,nyc          | missing-nyc",
                "3 | matrix --fleet DIR/fleet.toml --expect 2                | missing-nyc",
                "2 | matrix --fleet DIR/fleet.toml --expect NYC              | --expect: not a node label: 'NYC' (it has capital letters); did you mean nyc?",
                "2 | matrix --config DIR/expect.toml --fleet DIR/fleet.toml  | expect.toml:1:1: expect 5: there are 2 nodes: nyc, sfo",
                "2 | matrix --config DIR/expects.toml --fleet DIR/fleet.toml | expects.toml:1:1: expect: missing: rome",
                "2 | matrix --tokens-file DIR/t.env --anchor nyc --expect 3  | --expect 3: there are 2 nodes: nyc, sfo",
                "2 | fleet check --fleet DIR/fleet.toml --expect 3           | --expect 3: there are 2 nodes: nyc, sfo",
                "2 | fleet import --tokens-file DIR/whole.env --expect 3 --out DIR/new.toml | --expect 3: there are 2 nodes: nyc, sfo",
                "3 | matrix --fleet DIR/fleet.toml --nodes nyc sfo           | missing-nyc",
                "2 | matrix --fleet DIR/fleet.toml --nodes nyc sfo rom       | has no node rom in network test",
                "2 | matrix --fleet DIR/fleet.toml --nodes nyc sfoo          | did you mean sfo?",
                "2 | matrix --fleet DIR/fleet.toml --nodes NYC sfo           | --nodes: not a node label: 'NYC' (it has capital letters); did you mean nyc?",
                "2 | matrix --fleet DIR/fleet.toml --json=~nobody/x          | --json: '~nobody/x' names the home directory of nobody",
                "3 | matrix --fleet DIR/two.toml --exclude nyc               | missing-sfo",
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
        assertThat(err.toString()).contains("t.env has no token for nyc");
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
    void theNodesAreSaidFirstAndTheNextAnchorIsTried() {
        List<String> loud = new ArrayList<>(List.of("matrix", "--fleet", "DIR/two.toml", "--expect", "3"));
        loud.addAll(List.of("--run-dir", "DIR/loud"));
        CommandLine root = new CommandLine(new Main());
        root.setOut(new PrintWriter(new StringWriter(), true));
        root.setErr(new PrintWriter(err, true));
        String[] arguments = loud.stream()
                .map(word -> word.replace("DIR", directory.toString()))
                .toArray(String[]::new);
        assertThat(new CommandLineRunner(Map.of(), Main.VARIABLES).run(root, arguments))
                .as(err.toString())
                .isEqualTo(3);
        assertThat(err.toString().lines())
                .startsWith(
                        "3 nodes: nyc, sfo, rome",
                        "the anchor nyc cannot be used: token file " + directory.resolve("missing-nyc")
                                + ": no such file; trying sfo")
                .anyMatch(line -> line.contains("missing-sfo"));
    }

    @Test
    void validateNamesEveryMistakeWithItsPlace() throws IOException {
        Path file = Files.writeString(directory.resolve("f.toml"), """
                anchors = ["nyc", "rom"]
                [defaults]
                ssh-options = ["IdentityFile=/no/such/key"]
                [networks.test]
                api-prot = 1
                token-file = "missing-{node}"
                [networks.lab]
                api-port = 70000
                [nodes.nyc]
                host = "h"
                networks.test.agent = "12"
                [nodes.sfo]
                host = "h"
                port = "x"
                networks.test = {}
                [nodes.Rome]
                host = "i"
                """);
        assertThat(run(Map.of(), "validate DIR/f.toml")).isEqualTo(2);
        String named = file.toString();
        assertThat(err.toString().lines())
                .as(err.toString())
                .contains(
                        named + ":5:1: unknown key 'networks.test.api-prot'; did you mean 'api-port'?",
                        named + ":14:1: 'nodes.sfo.port' takes another kind of value: a whole number",
                        named + ":7:2: in networks.lab: a port must be between 1 and 65535, not 70000",
                        named
                                + ":16:2: in nodes.Rome: not a node label: 'Rome' (it has capital letters); did you mean rome?",
                        named + ":1:1: the anchor rom is not one of the nodes")
                .anyMatch(line -> line.startsWith(named + ":11:1: in nodes.nyc.networks.test: not an agent id"))
                .anyMatch(line -> line.contains("IdentityFile /no/such/key: no such file"))
                .anyMatch(line -> line.contains("missing-sfo: no such file"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``                                             | x.toml: there is no key in this file",
                "# only a comment                               | x.toml: there is no key in this file",
                "[nodes.a]\\nhost = 'h'                         | x.toml: network test has only the node a, and a matrix needs at least two",
                "anchors = ['a']                                | x.toml: no nodes: add a table [nodes.LABEL] for each host",
                "attempts = 0                                   | x.toml:1:1: attempts must lie between 1 and 20, it is 0",
                "api-base = 'https://h:1'                       | x.toml:1:1: api-base: 'https://h:1' is https",
                "api-token-file = '/no/such/token'              | token file /no/such/token: no such file",
                "nodes = nyc\\nattempts = 'x'\\nplane = 'fast'  | x.toml:3:1: plane: 'fast' is not one of raw, gossip, durable",
                "nodes = nyc\\nattempts = 'x'\\nplane = 'fast'  | x.toml:2:1: 'attempts' takes a whole number, not a string",
                "nodes = nyc\\nattempts = 'x'\\nplane = 'fast'  | x.toml:1:9: the value of 'nodes' is not TOML: a text needs quotes",
                "[nodes.a]\\nhost='h'\\n[nodes.b]\\nhost='h'    | x.toml:4:1: a and b have the same host h",
            })
    void whatWouldFailInARunIsNotFine(String text, String said) throws IOException {
        Files.writeString(directory.resolve("x.toml"), text.replace("\\n", "\n"));
        assertThat(run(Map.of(), "validate DIR/x.toml")).as(err.toString()).isEqualTo(2);
        assertThat(err.toString()).contains(said).doesNotContain("\tat ");
    }

    @Test
    void aFleetFileThatIsRightIsFine() throws IOException {
        Files.writeString(directory.resolve("tok"), "t\n");
        Files.writeString(
                directory.resolve("ok.toml"),
                "anchors=['a']\n[networks.test]\ntoken-file='tok'\n[nodes.a]\nhost='h'\n[nodes.b]\nhost='i'\n");
        assertThat(run(Map.of(), "validate DIR/ok.toml")).as(err.toString()).isZero();
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
