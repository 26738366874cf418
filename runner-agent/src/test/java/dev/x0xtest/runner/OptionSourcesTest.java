package dev.x0xtest.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.cli.ExitCode;
import dev.x0xtest.cli.launch.CommandLineRunner;
import dev.x0xtest.cli.options.StandardOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * Tests that flag, environment variable and TOML file read a value alike, in upstream's spellings and in TOML's own
 * types.
 */
class OptionSourcesTest {
    @TempDir
    private Path directory = Path.of("");

    @ParameterizedTest
    @CsvSource({
        "9000, 9000",
        "30000, 30000",
        "NONE, null",
        "off, null",
        "no, null",
        "false, null",
        "0, null",
        "30001, refused",
        "99999, refused",
        "-1, refused",
        "true, refused",
        "soon, refused",
    })
    void resultAckMillis(String value, String expected) throws IOException {
        assertThat(everySource("--result-ack-ms", value))
                .extracting(Read::resultAckMs)
                .containsOnly(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "true, true",
        "false, false",
        "1, true",
        "0, false",
        "YES, true",
        "on, true",
        "no, false",
        "none, false",
        "perhaps, refused",
        "2, refused",
    })
    void noPubsubAfterDiscover(String value, String expected) throws IOException {
        assertThat(everySource("--no-pubsub-after-discover", value))
                .extracting(Read::noPubsub)
                .containsOnly(expected);
    }

    @ParameterizedTest
    @CsvSource({"--rate-per-minute, 0", "--max-payload-bytes, -1", "--max-concurrent-sends, 0"})
    void aNumberBelowItsRange(String option, String value) throws IOException {
        assertThat(everySource(option, value)).containsOnly(Read.REFUSED);
    }

    private List<Read> everySource(String option, String value) throws IOException {
        List<String> variables = RunnerCommand.VARIABLES.getOrDefault(option, List.of());
        boolean typed = value.matches("-?\\d+|true|false");
        return List.of(
                read(Map.of(), option + "=" + value),
                variables.isEmpty() ? read(Map.of(), option + "=" + value) : read(Map.of(variables.get(0), value)),
                read(Map.of(), "--config", file(option, '"' + value + '"')),
                read(Map.of(), "--config", file(option, typed ? value : '"' + value + '"')));
    }

    private String file(String option, String value) throws IOException {
        Path file = directory.resolve("runner.toml");
        return Files.writeString(file, option.substring(2) + " = " + value + "\n")
                .toString();
    }

    private static Read read(Map<String, String> environment, String... arguments) {
        Probe probe = new Probe();
        StringWriter err = new StringWriter();
        CommandLine command = new CommandLine(probe).setErr(new PrintWriter(err));
        int code = new CommandLineRunner(environment, RunnerCommand.VARIABLES).run(command, arguments);
        RunnerConfig config = probe.config;
        if (config == null) {
            assertThat(code).as(err.toString()).isEqualTo(ExitCode.USAGE.code());
            assertThat(err.toString().lines()).hasSize(1);
            return Read.REFUSED;
        }
        return new Read(String.valueOf(config.resultAckMs()), String.valueOf(config.noPubsubAfterDiscover()));
    }

    /** The values that the runner's configuration got, or {@link #REFUSED}. */
    private record Read(String resultAckMs, String noPubsub) {
        static final Read REFUSED = new Read("refused", "refused");
    }

    /** A command that has the runner's options and starts no runner. */
    @Command(name = "probe", mixinStandardHelpOptions = true)
    private static final class Probe implements Callable<Integer> {
        @Mixin
        @SuppressWarnings("UnusedVariable") // CommandLineRunner reads it through picocli
        private StandardOptions standard = new StandardOptions();

        @Mixin
        private RunnerOptions options = new RunnerOptions();

        private @Nullable RunnerConfig config;

        @Override
        public Integer call() {
            config = options.toConfig("host", Map.of());
            return ExitCode.PASS.code();
        }
    }
}
