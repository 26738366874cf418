package dev.x0xtest.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.cli.launch.CommandLineRunner;
import dev.x0xtest.coordinator.Main;
import dev.x0xtest.local.mesh.LocalMesh;
import dev.x0xtest.local.mesh.Meshes;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/**
 * Tests that wrong input, or a daemon that does not run, gives one clear line, the right exit code and no stack trace.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class BadInputTest {
    @TempDir
    private Path directory = Path.of("");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    2 | matrix --anchor nyc --nodes nyc,nyc --api-token-file T         | names nyc twice
                    2 | matrix --anchor nyc --nodes nyc --api-token-file T             | at least two nodes
                    2 | matrix --anchor paris --nodes nyc,sfo --api-token-file T       | --anchor paris is not one of --nodes
                    2 | matrix --anchor nyc --nodes nyc,SFO! --api-token-file T        | not a node label: 'SFO!'
                    2 | matrix --anchor nyc --nodes nyc,sfo=12 --api-token-file T      | 64 hex characters
                    2 | matrix --anchor nyc --nodes nyc,sfo --exclude rome --api-token-file T | --exclude rome
                    2 | matrix --anchor nyc --nodes nyc,sfo --plane fast --api-token-file T | fast
                    2 | matrix --anchor nyc --nodes nyc,sfo                            | no API token
                    2 | matrix --anchor nyc --nodes nyc,sfo --api-base ftp://x --api-token-file T | --api-base
                    2 | matrix --anchr nyc                                             | --anchor
                    2 | matrx                                                          | did you mean matrix
                    2 | local --nodes 1                                                | between 2 and 128
                    2 | local --transport pigeon                                       | pigeon
                    2 | local --json /dev/null/out.json                         | --json
                    2 | local --serve --json out.json                                  | --json is for a single run: leave it or --serve out
                    2 | local --serve --keep                                           | --keep is for a single run
                    2 | local --serve --listen 0.0.0.0:0                               | 0.0.0.0 is not loopback
                    2 | local --listen 127.0.0.1:0                                     | --listen needs --serve
                    2 | local --state-dir D                                            | --state-dir needs --serve
                    3 | local --x0xd=/etc/passwd                                       | is not a program
                    3 | local --x0xd=/bin/true                                         | is no x0xd
                    3 | whoami --api-token-file /nonexistent/token                     | /nonexistent/token
                    3 | whoami --api-base http://127.0.0.1:1 --api-token-file T        | ; check that x0xd is up there
                    2 | matrix --fleet none.toml                                       | none.toml: no such file; `x0xtest fleet import`
                    2 | fleet import --tokens-file none.env                            | --tokens-file: none.env: no such file
                    2 | matrix --anchor nyc --nodes nyc,sfo --samples 100 --rate 1 --api-token-file T | --rate 1 needs 101 s for the hops of each host, and --deadline leaves 98 s
                    2 | matrix --anchor nyc --nodes nyc,sfo --samples 60 --rate 10 --deadline 10s --api-token-file T | leaves 5 s for them
                    2 | matrix --anchor nyc --nodes nyc,sfo --samples 5 --strength 1% --api-token-file T | --samples and --strength exclude each other
                    2 | matrix --anchor nyc --nodes nyc,sfo --strength 1 --api-token-file T | --strength takes a percentage such as 1% or 0.5%, not '1'
                    2 | matrix --anchor nyc --nodes nyc,sfo --strength 0.1% --api-token-file T | --strength must lie between 0.3 % and 50 %, it is 0.1 %
                    2 | matrix --anchor nyc --nodes nyc,sfo --max-messages 5 --api-token-file T | --max-messages needs --strength
                    2 | matrix --anchor nyc --nodes nyc,sfo --tolerate-loss 99% --api-token-file T | --tolerate-loss must lie between 0.1 % and 50 %
                    2 | matrix --anchor nyc --nodes nyc,sfo --tolerate-loss 1% --api-token-file T | --tolerate-loss 1% needs several --samples: a pair that loses its only one has lost everything. 100 show such a loss
                    2 | local --nodes 9 --samples 500                                  | 4000 hops for each host, and its report has room for 3500
                    2 | local --payload-bytes 49001                                    | --payload-bytes 49001 is more than a direct message carries: x0xd takes 49152 bytes, of which a hop leaves 49000
                    2 | local --payload-sizes 64,50000                                 | --payload-sizes 50000 is more than a direct message carries
                    2 | local --payload-bytes 4097 --per-pair                          | --per-pair carries 4096 random bytes at most
                    3 | matrix --anchor nyc --nodes nyc,sfo --deadline 1s --api-base http://127.0.0.1:1 --api-token-file T --run-dir R | ; check that x0xd is up there
                    2 | runner --node X! --api-token-file T                            | label
                    2 | runner --node nyc --coordinator 12 --api-token-file T          | agent id
                    """)
    void isOneClearLine(int exit, String line, String expected) {
        assertOneLine(
                exit,
                expected,
                line.replace("T", token("t").toString())
                        .replace("R", directory.resolve("run").toString())
                        .split(" "));
    }

    @Test
    void aTypoInAFileNamesItsPlace() throws IOException {
        Path file = Files.writeString(directory.resolve("x.toml"), "anchor = \"nyc\"\nplain = \"raw\"\n");
        assertOneLine(2, "x.toml:2:1: unknown key 'plain'", "matrix", "--config", file.toString());
    }

    @Test
    void aMissingTokenFileIsNamed() {
        String token = directory.resolve("none").toString();
        assertOneLine(
                3,
                token,
                "matrix",
                "--anchor",
                "nyc",
                "--nodes",
                "nyc,sfo",
                "--api-token-file",
                token,
                "--run-dir",
                directory.resolve("run").toString());
    }

    @Test
    void aDaemonThatIsNotThereIsNamed() {
        assertOneLine(
                3,
                "no x0xd answers at http://127.0.0.1:1",
                "matrix",
                "--anchor",
                "nyc",
                "--nodes",
                "nyc,sfo",
                "--api-token-file",
                token("t").toString(),
                "--api-base",
                "http://127.0.0.1:1",
                "--run-dir",
                directory.resolve("run").toString());
    }

    @Test
    void aWrongTokenIsSaid() throws Exception {
        try (LocalMesh mesh = Meshes.ofStandIns(2)) {
            assertOneLine(
                    3,
                    "refuses the token",
                    "matrix",
                    "--anchor",
                    "nyc",
                    "--nodes",
                    "nyc,sfo",
                    "--api-token-file",
                    token("wrong").toString(),
                    "--api-base",
                    mesh.anchor().address().toString(),
                    "--run-dir",
                    directory.resolve("run").toString());
        }
    }

    private Path token(String text) {
        try {
            return Files.writeString(directory.resolve("token"), text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertOneLine(int exit, String expected, String... arguments) {
        StringWriter err = new StringWriter();
        CommandLine command = X0xtestMain.commandLine()
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(err, true));
        int code = new CommandLineRunner(Map.of(), Main.VARIABLES).run(command, arguments);
        String said = err.toString();
        // The nodes are announced before anything is tried.
        assertThat(said.lines().filter(line -> !line.equals("2 nodes: nyc, sfo")))
                .as(said)
                .hasSize(1);
        assertThat(said).contains(expected).doesNotContain("\tat ").doesNotContain("Exception");
        assertThat(code).as(said).isEqualTo(exit);
    }
}
