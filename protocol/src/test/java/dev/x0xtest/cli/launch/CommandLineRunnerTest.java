package dev.x0xtest.cli.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.cli.UsageException;
import dev.x0xtest.cli.Versions;
import dev.x0xtest.cli.config.ConfigKeys;
import dev.x0xtest.cli.config.Validation;
import dev.x0xtest.cli.options.AckMillis;
import dev.x0xtest.cli.options.DaemonOptions;
import dev.x0xtest.daemon.DaemonException;
import dev.x0xtest.daemon.TokenSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandLineRunnerTest {

    @TempDir
    Path folder = Path.of("");

    private final DemoProgram program = new DemoProgram();
    private final StringWriter err = program.err;
    private final DemoProgram.Demo demo = program.demo;
    private final CommandLine root = program.root;

    private int run(Map<String, String> environment, String... arguments) {
        return program.run(environment, arguments);
    }

    private String config(String text) throws IOException {
        return Files.writeString(folder.resolve("x.toml"), text).toString();
    }

    private void failsWith(int code, String line, String... arguments) {
        assertThat(run(Map.of(), arguments)).isEqualTo(code);
        assertThat(err.toString()).isEqualTo(line + System.lineSeparator());
    }

    @Test
    void aFlagWinsOverTheEnvironmentAndThatOverTheFileAndThatOverTheDefault() throws IOException {
        String file = config("node = 'file'\nattempts = 7\n");
        assertThat(run(Map.of(), "demo", "--config", file)).isZero();
        assertThat(demo.node).isEqualTo("file");
        assertThat(demo.attempts).isEqualTo(7);
        assertThat(demo.deadline).isEqualTo(Duration.ofMinutes(2));
        assertThat(run(Map.of("NODE_NAME", "env"), "demo", "--config=" + file)).isZero();
        assertThat(demo.node).isEqualTo("env");
        assertThat(run(Map.of("NODE_NAME", "env"), "demo", "--node", "flag", "--config", file))
                .isZero();
        assertThat(demo.node).isEqualTo("flag");
        assertThat(run(Map.of("NODE_NAME", ""), "demo", "--config", file)).isZero();
        assertThat(demo.node).isEqualTo("file");
    }

    @Test
    void everyKindOfValueIsRead() throws IOException {
        String file = config("""
                node = 'n'
                attempts = 5
                plane = 'gossip'
                deadline = '90s'
                nodes = ['a', 'b']
                no-pubsub = true
                ack-ms = 'off'
                """);
        assertThat(run(Map.of(), "demo", "--config", file)).isZero();
        assertThat(demo.node).isEqualTo("n");
        assertThat(demo.attempts).isEqualTo(5);
        assertThat(demo.deadline).isEqualTo(Duration.ofSeconds(90));
        assertThat(demo.nodes).containsExactly("a", "b");
        assertThat(demo.plane).isEqualTo(DemoProgram.Plane.GOSSIP);
        assertThat(demo.noPubsub).isTrue();
        assertThat(demo.ack).isEqualTo(AckMillis.none());
        assertThat(run(Map.of("NODE_NAME", "n", "NO_PUBSUB", "1", "ACK_MS", "False"), "demo"))
                .isZero();
        assertThat(demo.noPubsub).isTrue();
        assertThat(demo.ack).isEqualTo(AckMillis.none());
        assertThat(run(Map.of("NODE_NAME", "n"), "demo")).isZero();
        assertThat(demo.ack).isEqualTo(AckMillis.of(12_000));
    }

    @Test
    void anUnknownKeyNamesFileLineColumnAndTheNearestKey() throws IOException {
        String file = config("node = 'n'\n\n  atempts = 3\n");
        failsWith(
                2,
                "x0xtest demo: " + file + ":3:3: unknown key 'atempts' for x0xtest demo; did you mean 'attempts'?",
                "demo",
                "--config",
                file);
    }

    @Test
    void aTomlTypoNamesLineAndColumn() throws IOException {
        String file = config("node = 'n'\nattempts = = 3\n");
        assertThat(run(Map.of(), "demo", "--config", file)).isEqualTo(2);
        assertThat(err.toString()).startsWith("x0xtest demo: " + file + ":2:").hasLineCount(1);
    }

    @Test
    void aDuplicateKeyIsAnError() throws IOException {
        String file = config("node = 'n'\nnode = 'm'\n");
        assertThat(run(Map.of(), "demo", "--config", file)).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("x0xtest demo: " + file + ":2:")
                .contains("duplicate key 'node'")
                .hasLineCount(1);
    }

    @Test
    void aValueOfTheWrongTypeIsAnError() throws IOException {
        String file = config("node = 5\n");
        failsWith(2, "x0xtest demo: " + file + ":1:1: 'node' takes a string, not a number", "demo", "--config", file);
    }

    @Test
    void aValueThatCannotBeReadNamesWhereItStands() throws IOException {
        String file = config("node = 'n'\ndeadline = 'soon'\n");
        assertThat(run(Map.of(), "demo", "--config", file)).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("x0xtest demo: " + file + ":2:1: ")
                .contains("'soon' is not a duration such as 500ms, 30s, 1m30s, 2m or 1h")
                .hasLineCount(1);
    }

    @Test
    void aBadEnvironmentVariableIsNamed() {
        assertThat(run(Map.of("NODE_NAME", "n", "ACK_MS", "often"), "demo")).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("x0xtest demo: environment variable ACK_MS: ")
                .hasLineCount(1);
    }

    @Test
    void aMissingFileIsOneLine() {
        String file = folder.resolve("none.toml").toString();
        failsWith(2, "x0xtest demo: " + file + ": no such file", "demo", "--config", file);
    }

    @Test
    void aListMayStandInSeveralWords() {
        assertThat(run(Map.of(), "demo", "--nodes", "nyc", "sfo", "--node", "n"))
                .isZero();
        assertThat(demo.nodes).containsExactly("nyc", "sfo");
        assertThat(run(Map.of(), "demo", "--node", "n", "--nodes=nyc,sfo", "rome"))
                .isZero();
        assertThat(demo.nodes).containsExactly("nyc", "sfo", "rome");
    }

    @Test
    void aTildeIsTheHomeDirectoryWhereverAPathStands() throws IOException {
        Map<String, String> environment = Map.of("HOME", folder.toString(), "X0X_API_TOKEN", "~/token");
        Files.writeString(folder.resolve("token"), "from-home");
        config("node = 'n'\nwhere = '~/in/file'\n");
        assertThat(run(environment, "demo", "--node", "n", "--where=~/r")).isZero();
        assertThat(demo.where).isEqualTo(folder.resolve("r"));
        assertThat(run(environment, "demo", "--node", "n", "--where", "~")).isZero();
        assertThat(demo.where).isEqualTo(folder);
        assertThat(run(environment, "demo", "--config=~/x.toml")).isZero();
        assertThat(demo.where).isEqualTo(folder.resolve("in/file"));
        demo.uses = daemon -> assertThat(token(daemon)).isEqualTo("from-home");
        assertThat(run(environment, "demo", "--node", "n")).as(err.toString()).isZero();
    }

    private static String token(DaemonOptions daemon) {
        try {
            return daemon.tokenSource().current();
        } catch (TokenSource.TokenException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aFileMayBeginWithAByteOrderMark() throws IOException {
        assertThat(run(Map.of(), "demo", "--config", config("\ufeffnode = 'n'\r\n")))
                .as(err.toString())
                .isZero();
        assertThat(demo.node).isEqualTo("n");
    }

    @Test
    void eachFailureHasItsExitCode() {
        Map<RuntimeException, Integer> codes = Map.of(
                new UsageException("a"), 2,
                new EnvironmentException("b", null), 3,
                new CompletionException(DaemonException.answered(401, TextNode.valueOf("no"))), 3,
                new IllegalStateException("c"), 70);
        codes.forEach((failure, code) -> {
            err.getBuffer().setLength(0);
            demo.failure = failure;
            assertThat(run(Map.of(), "demo", "--node", "n")).isEqualTo(code);
            assertThat(err.toString()).hasLineCount(1).doesNotContain("\tat ");
        });
    }

    @Test
    void theStackTraceIsShownWhereItIsAskedFor() {
        demo.failure = new IllegalStateException("c");
        assertThat(run(Map.of(), "demo", "--node", "n", "--stacktrace")).isEqualTo(70);
        assertThat(err.toString())
                .contains("\tat "
                        + DemoProgram.Demo.class.getName().replace('$', '.').substring(0, 12));
    }

    @Test
    void helpIsShownWhateverTheFile() throws IOException {
        StringWriter out = new StringWriter();
        root.setOut(new PrintWriter(out, true));
        assertThat(run(Map.of(), "demo", "--config", config("= ="), "--help")).isZero();
        assertThat(out.toString()).startsWith("Usage: x0xtest demo ");
    }

    @Test
    void theTokenComesFromTheFlagThenTheEnvironment() throws IOException, TokenSource.TokenException {
        String flag = Files.writeString(folder.resolve("flag"), "from-flag").toString();
        Path inFile = Files.writeString(folder.resolve("in-file"), "from-file");
        String file = config("node='n'\napi-token-file='" + inFile + "'\n");
        assertThat(run(Map.of(), "demo", "--config", file)).isZero();
        assertThat(demo.daemon.tokenSource().current()).isEqualTo("from-file");
        Map<String, String> environment = Map.of("X0X_API_TOKEN", "literal");
        assertThat(run(environment, "demo", "--config", file)).isZero();
        assertThat(demo.daemon.tokenSource().current()).isEqualTo("literal");
        assertThat(run(environment, "demo", "--config", file, "--api-token-file", flag))
                .isZero();
        assertThat(demo.daemon.readableTokenSource().current()).isEqualTo("from-flag");
    }

    @Test
    void validationFindsEverythingWrong() throws IOException {
        Path file = Path.of(config("atempts = 3\nnode = 1\n[table]\nx = 1\n"));
        Validation validation = new Validation(root);
        assertThat(validation.check(file, Optional.of("demo")))
                .extracting(ConfigKeys.Problem::message)
                .containsExactly(
                        file + ":1:1: unknown key 'atempts' for x0xtest demo; did you mean 'attempts'?",
                        file + ":2:1: 'node' takes a string, not a number",
                        file + ":3:2: unknown key 'table' for x0xtest demo");
        Path values = Path.of(config("deadline = 'soon'\nack-ms = 0\n"));
        assertThat(validation.check(values, Optional.empty()))
                .singleElement()
                .extracting(ConfigKeys.Problem::message)
                .asString()
                .startsWith(values + ":1:1: ")
                .contains("'soon' is not a duration");
        assertThat(validation.check(Path.of(config("node = 'n'\n")), Optional.empty()))
                .isEmpty();
    }

    @Test
    void theVersionIsFilledIn() {
        assertThat(Versions.current()).matches("\\d+\\.\\d+\\.\\d+[-\\w]*");
        // A build outside a git repository has no commit to show.
        assertThat(Versions.withCommit().replace(Versions.current(), "")).matches("| \\([-\\w.]+\\)");
    }
}
