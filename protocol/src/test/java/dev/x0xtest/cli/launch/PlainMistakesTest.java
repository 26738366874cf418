package dev.x0xtest.cli.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.cli.options.DaemonOptions;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every mistake of a person is one plain sentence that says where the value came from. */
class PlainMistakesTest {

    @TempDir
    Path folder = Path.of("");

    private final DemoProgram program = new DemoProgram();
    private final StringWriter err = program.err;
    private final DemoProgram.Demo demo = program.demo;

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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "demo --node n --atempts=2        | demo: unknown option --atempts; did you mean --attempts?",
                "demo --node n --zzzzzzz secret   | demo: unknown option --zzzzzzz",
                "demo --node n sfo                | demo: 'sfo' is not expected here",
                "dmeo                             | 'dmeo' is not a command; did you mean demo?",
                "demo                             | demo: --node is missing",
                "demo --node n --attempts five    | demo: --attempts: 'five' is not a whole number",
                "demo --node n --attempts 5.5     | demo: --attempts: '5.5' is not a whole number",
                "demo --node n --attempts 99999999999 | demo: --attempts: '99999999999' is not a whole number between -2147483648 and 2147483647",
                "demo --node n --attempts         | demo: --attempts needs a value",
                "demo --node n --nodes            | demo: --nodes needs a value",
                "demo --node n --attempts --nodes a | demo: --attempts needs a value",
                "demo --node n --node m           | demo: --node is given twice",
                "demo --node n --deadline soon    | demo: --deadline: 'soon' is not a duration such as 500ms, 30s, 1m30s, 2m or 1h",
                "demo --node n --no-pubsub=maybe  | demo: --no-pubsub: 'maybe' is neither true nor false",
                "demo --node n --plane gosip      | demo: --plane: 'gosip' is not one of raw, gossip; did you mean gossip?",
                "demo --node n --plane x          | demo: --plane: 'x' is not one of raw, gossip",
                "demo --node n --where ~bob/x     | demo: --where: '~bob/x' names the home directory of bob: write the whole path, or ./~bob/x for a file of that name",
                "demo --node n --api-base https://h:1 | demo: --api-base: 'https://h:1' is https, but x0xd speaks plain http: write http://h:1",
            })
    void eachMistakeIsOnePlainSentence(String line, String said) {
        demo.uses = daemon -> daemon.address();
        String root = said.startsWith("demo: ") ? "x0xtest demo: " : "x0xtest: ";
        String help = said.contains("--api-base")
                ? ""
                : said.startsWith("demo: ") ? " (see 'x0xtest demo --help')" : " (see 'x0xtest --help')";
        failsWith(2, root + said.replaceFirst("^demo: ", "") + help, line.split(" "));
    }

    @Test
    void aMistakeFoundLaterNamesWhereItsValueCameFrom() throws IOException {
        demo.uses = DaemonOptions::address;
        Map<String, String> environment = Map.of("X0X_API_BASE", "http://h:99999", "NODE_NAME", "n");
        assertThat(run(environment, "demo")).isEqualTo(2);
        assertThat(err.toString())
                .isEqualTo(
                        "x0xtest demo: environment variable X0X_API_BASE: 'http://h:99999': a port must be between 1 and 65535, not 99999\n");
        err.getBuffer().setLength(0);
        String file = config("node = 'n'\napi-base = 'h:1'\n");
        assertThat(run(Map.of(), "demo", "--config", file)).isEqualTo(2);
        assertThat(err.toString())
                .isEqualTo("x0xtest demo: " + file
                        + ":2:1: api-base: 'h:1' does not start with http://: write http://h:1\n");
        err.getBuffer().setLength(0);
        assertThat(run(environment, "demo", "--api-base", "h:1")).isEqualTo(2);
        assertThat(err.toString()).startsWith("x0xtest demo: --api-base: 'h:1' does not");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "node = raw           | :1: the value of 'node' is not TOML: a text needs quotes, as in node = \"text\"",
                "api-token = s3cret   | :1: the value of 'api-token' is not TOML: a text needs quotes, as in api-token = \"text\"",
                "node = 'n             | :1: the value of 'node' is not TOML: its quotes do not end on this line",
                "nodes = ['a', 'b'    | :1: the value of 'nodes' is not TOML: its list has no ] at the end",
                "node                 | :1: this line is not TOML: write KEY = VALUE, [TABLE] or # COMMENT",
                "node: n              | :1: this line is not TOML: write KEY = VALUE, [TABLE] or # COMMENT",
                "[nodes               | :1: this line is not TOML: write KEY = VALUE, [TABLE] or # COMMENT",
                "node =               | :1: the value of 'node' is missing",
                "deadline = 90        | :1:1: 'deadline' takes a duration in quotes, such as \"90s\", not a number",
            })
    void noWordsOfAParserAreShown(String text, String said) throws IOException {
        String file = config(text + "\n");
        assertThat(run(Map.of(), "demo", "--config", file)).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("x0xtest demo: " + file + ":1:")
                .endsWith(said.substring(said.indexOf(' ')) + System.lineSeparator())
                .doesNotContain("s3cret");
    }

    @Test
    void aTokenOfTheEnvironmentIsStrippedAndABadOneNamesItsSource() throws IOException {
        demo.uses = daemon -> assertThat(daemon.readableTokenSource()).isNotNull();
        assertThat(run(Map.of("X0X_API_TOKEN", "abc\r\n", "NODE_NAME", "n"), "demo"))
                .as(err.toString())
                .isZero();
        assertThat(run(Map.of("X0X_API_TOKEN", "sec ret", "NODE_NAME", "n"), "demo"))
                .isEqualTo(3);
        assertThat(err.toString())
                .startsWith(
                        "x0xtest demo: the token of environment variable X0X_API_TOKEN has a character that no token can have")
                .doesNotContain("sec ret");
        err.getBuffer().setLength(0);
        String file = config("node = 'n'\napi-token = ' '\n");
        assertThat(run(Map.of(), "demo", "--config", file)).isEqualTo(3);
        assertThat(err.toString()).startsWith("x0xtest demo: the token of " + file + ":2:1: api-token is empty");
    }
}
