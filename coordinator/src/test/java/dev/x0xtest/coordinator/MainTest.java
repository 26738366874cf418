package dev.x0xtest.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.cli.ExitCode;
import dev.x0xtest.cli.launch.CommandLineRunner;
import dev.x0xtest.testkit.report.ReportSchema;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
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
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Tests commands that cannot succeed: each prints one line, has the right exit code and shows no stack trace. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class MainTest {
    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private String token = "";

    @BeforeEach
    void writeToken() throws IOException {
        token = Files.writeString(directory.resolve("token"), "a".repeat(64)).toString();
    }

    private int run(String... arguments) {
        return run(Main.commandLine(arguments), arguments);
    }

    private int run(CommandLine root, String... arguments) {
        root.setOut(new PrintWriter(out, true));
        root.setErr(new PrintWriter(err, true));
        return new CommandLineRunner(Map.of(), Main.VARIABLES).run(root, arguments);
    }

    private int matrix(String... more) {
        List<String> arguments = new ArrayList<>(List.of("matrix", "--api-token-file", token, "--quiet"));
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    private void oneLine(String text) {
        assertThat(err.toString()).contains(text).doesNotContain("\tat ").doesNotContain("Exception");
        assertThat(err.toString().lines().limit(3).count()).isLessThanOrEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"matrix --help", "matrix --nodse", "matrix"})
    void aMatrixAloneSaysWhatItSaysAmongAllCommands(String line) {
        String[] arguments = line.split(" ");
        int code = run(new CommandLine(new Main()), arguments);
        String said = out + "|" + err;
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        assertThat(Main.commandLine(arguments).getSubcommands()).containsOnlyKeys("matrix");
        assertThat(run(Main.commandLine(arguments), arguments)).isEqualTo(code);
        assertThat(out + "|" + err).isEqualTo(said).contains("x0xtest matrix");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "nyc; nyc; at least two nodes",
                "nyc; nyc,sfo,nyc; names nyc twice",
                "nyc; nyc,San_Francisco!; --nodes: not a node label: 'San_Francisco!'",
                "berlin; nyc,sfo; --anchor berlin is not one of --nodes",
                "nyc; nyc,sfo=abc; --nodes sfo=…: not an agent id: 'abc' (64 hex characters)",
                "nyc; nyc=%1$s,sfo=%1$s; the same agent id"
            })
    void aRosterThatCannotBeIsAUsageError(String anchor, String nodes, String message) {
        int code = matrix("--anchor", anchor, "--nodes", nodes.formatted("ab".repeat(32)));
        assertThat(code).isEqualTo(ExitCode.USAGE.code());
        oneLine(message);
    }

    @Test
    void anExcludedNodeMustBeInTheRoster() {
        assertThat(matrix("--anchor", "nyc", "--nodes", "nyc,sfo", "--exclude", "rome"))
                .isEqualTo(ExitCode.USAGE.code());
        oneLine("--exclude rome is not one of --nodes");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "--plane; carrier-pigeon",
                "--deadline; soon",
                "--attempts; 0",
                "--payload-bytes; 50000",
                "--payload-sizes; 15,64",
                "--payload-sizes; 64,49001",
                "--payload-sizes; 64,64",
                "--payload-sizes; 64,many",
                "--payload-sizes; 16,17,18,19,20,21,22,23,24",
                "--json; /dev/null/out.json",
                "--api-base; ftp://127.0.0.1",
                "--command-ack-ms; often"
            })
    void aBadValueIsAUsageErrorThatNamesTheOption(String option, String value) {
        assertThat(matrix("--anchor", "nyc", "--nodes", "nyc,sfo", option, value))
                .isEqualTo(ExitCode.USAGE.code());
        oneLine(option);
    }

    @Test
    void oneSizeAndSeveralExcludeEachOther() {
        int code =
                matrix("--anchor", "nyc", "--nodes", "nyc,sfo", "--payload-bytes", "64", "--payload-sizes", "64,700");
        assertThat(code).isEqualTo(ExitCode.USAGE.code());
        oneLine("--payload-bytes and --payload-sizes exclude each other");
    }

    @Test
    void aPairHasABoundedNumberOfHops() {
        int code =
                matrix("--anchor", "nyc", "--nodes", "nyc,sfo", "--samples", "334", "--payload-sizes", "64,700,1000");
        assertThat(code).isEqualTo(ExitCode.USAGE.code());
        oneLine("1002 hops for each pair; 1000 are possible");
    }

    @Test
    void nothingListeningIsNamedAndTheReportIsStillWritten() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Path json = directory.resolve("out.json");
        Path junit = directory.resolve("out.xml");
        int code = matrix(
                "--anchor",
                "nyc",
                "--nodes",
                "nyc,sfo",
                "--api-base",
                "http://127.0.0.1:" + port,
                "--run-dir",
                directory.resolve("run").toString(),
                "--json",
                json.toString(),
                "--junit",
                junit.toString());
        assertThat(code).isEqualTo(ExitCode.ENVIRONMENT.code());
        oneLine("no x0xd answers at http://127.0.0.1:" + port);
        ReportSchema.assertValid(Files.readString(json));
        assertThat(json).content().contains("\"exit_code\": 3").contains("NOT_RUN");
        assertThat(junit).content().contains("errors=\"2\"");
    }

    @Test
    void aRunDirectoryThatCannotBeWrittenIsNamedAndTheRunGoesOnWithoutIt() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        Path json = directory.resolve("out.json");
        int code = matrix(
                "--anchor",
                "nyc",
                "--nodes",
                "nyc,sfo",
                "--run-dir",
                file.resolve("run").toString(),
                "--json",
                json.toString());
        assertThat(code).isEqualTo(ExitCode.ENVIRONMENT.code());
        assertThat(err.toString())
                .containsOnlyOnce("the run goes on without its files: cannot write " + file)
                .contains("no x0xd answers at ");
        ReportSchema.assertValid(Files.readString(json));
        assertThat(json).content().contains("\"exit_code\": 3").contains("NOT_RUN");
    }

    @Test
    void aRunDirectoryWithARunIsRefusedBeforeAnythingIsStarted() throws IOException {
        Path used = Files.createDirectory(directory.resolve("used"));
        Files.writeString(used.resolve("run.jsonl"), "old");
        String[] line = {"--anchor", "nyc", "--nodes", "nyc,sfo", "--run-dir", used.toString()};
        assertThat(matrix(line)).isEqualTo(ExitCode.USAGE.code());
        oneLine("--run-dir: " + used + " holds a run already; give another directory, or --replace");
        assertThat(used.resolve("run.jsonl")).content().isEqualTo("old");

        List<String> again = new ArrayList<>(List.of(line));
        again.add("--replace");
        matrix(again.toArray(String[]::new));
        assertThat(used.resolve("run.jsonl")).content().startsWith("{\"format\":2");
    }

    @Test
    void theJournalHasTheCommandLineWithoutSecrets() throws IOException {
        Path run = directory.resolve("run");
        run(
                "matrix",
                "--quiet",
                "--anchor",
                "nyc",
                "--nodes",
                "nyc,sfo",
                "--api-token",
                "5ec2e7",
                "--api-base",
                "http://127.0.0.1:1",
                "--samples=2",
                "--run-dir",
                run.toString());
        assertThat(Files.readString(run.resolve("run.jsonl")) + Files.readString(run.resolve("report.json")))
                .doesNotContain("5ec2e7")
                .contains(
                        "\"--api-token\",\"***\"", "\"--samples=2\"", "\"--samples\":\"2\"", "\"--deadline\":\"120s\"");
    }

    @Test
    void anUnreadableTokenFileIsNamedAndTheReportIsStillWritten() {
        Path json = directory.resolve("out.json");
        int code = run(
                "matrix",
                "--quiet",
                "--anchor",
                "nyc",
                "--nodes",
                "nyc,sfo",
                "--api-token-file",
                directory.resolve("missing").toString(),
                "--run-dir",
                directory.resolve("run").toString(),
                "--json",
                json.toString());
        assertThat(code).isEqualTo(ExitCode.ENVIRONMENT.code());
        oneLine(directory.resolve("missing").toString());
        assertThat(json).exists();
    }

    @Test
    void aTypoInTheConfigurationIsNamedWithItsPlaceAndTheNearestKey() throws IOException {
        Path config = Files.writeString(directory.resolve("x.toml"), "anchor = \"nyc\"\nplan = \"raw\"\n");
        assertThat(matrix("--config", config.toString())).isEqualTo(ExitCode.USAGE.code());
        oneLine("plane");
        assertThat(err.toString()).contains(":2");
    }

    @Test
    void validateNamesEveryMistakeAndPassesAGoodFile() throws IOException {
        Path bad = Files.writeString(directory.resolve("bad.toml"), "anchr = \"nyc\"\nplane = \"pigeon\"\n");
        assertThat(run("validate", bad.toString())).isEqualTo(ExitCode.USAGE.code());
        assertThat(err.toString()).contains("anchr");
        Path good = Files.writeString(
                directory.resolve("good.toml"), "anchor = \"nyc\"\nnodes = [\"nyc\", \"sfo\"]\nplane = \"gossip\"\n");
        assertThat(run("validate", good.toString())).as(err.toString()).isEqualTo(ExitCode.PASS.code());
    }
}
