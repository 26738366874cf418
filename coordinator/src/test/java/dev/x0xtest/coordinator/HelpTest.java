package dev.x0xtest.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.x0xtest.cli.launch.CommandLineRunner;
import dev.x0xtest.cli.options.DurationConverter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The pages of the coordinator's commands, which its manual pages are made of as well. */
class HelpTest {
    private static List<String> page(int width, String... command) {
        StringWriter out = new StringWriter();
        CommandLine root = new CommandLine(new Main());
        root.setOut(new PrintWriter(out, true));
        String[] arguments =
                Stream.concat(Stream.of("help"), Stream.of(command)).toArray(String[]::new);
        int code = new CommandLineRunner(Map.of("COLUMNS", Integer.toString(width)), Map.of()).run(root, arguments);
        assertThat(code).isZero();
        return out.toString().lines().toList();
    }

    @ParameterizedTest
    @CsvSource({
        "'', 80",
        "'', 40",
        "matrix, 80",
        "matrix, 40",
        "fleet, 80",
        "fleet import, 80",
        "fleet import, 40",
        "fleet check, 80",
        "report, 80",
        "report, 40",
        "status, 80",
        "status, 40",
        "diff, 80",
        "diff, 40",
        "explain, 80",
        "explain, 40",
        "bundle, 80",
        "bundle, 40",
        "validate, 80",
        "whoami, 80",
        "whoami, 40"
    })
    void noLineIsWiderThanTheTerminal(String command, int width) {
        assertThat(page(width, command.isEmpty() ? new String[0] : command.split(" ")))
                .allMatch(line -> line.length() <= width || !line.strip().contains(" "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "matrix",
                "fleet import",
                "fleet check",
                "report",
                "status",
                "diff",
                "explain",
                "bundle",
                "validate",
                "whoami"
            })
    void everyPageHasItsFormsItsExitCodesAndExamplesThatParse(String command) {
        CommandLine root = new CommandLine(new Main());
        root.registerConverter(Duration.class, new DurationConverter());
        root.setCaseInsensitiveEnumValuesAllowed(true);
        CommandLine one = root;
        for (String word : command.split(" ", -1)) {
            one = Objects.requireNonNull(one.getSubcommands().get(word), word);
        }
        UsageMessageSpec usage = one.getCommandSpec().usageMessage();
        assertThat(usage.customSynopsis())
                .isNotEmpty()
                .allMatch(form -> form.strip().startsWith("x0xtest " + command + " "));
        assertThat(usage.exitCodeList().keySet()).contains("0", "2");
        List<String> examples = Arrays.stream(usage.footer())
                .filter(line -> line.startsWith("  "))
                .toList();
        assertThat(examples).isNotEmpty().allSatisfy(line -> {
            assertThat(line).startsWith("  x0xtest " + command);
            String[] arguments = line.strip().split(" ", -1);
            assertThatCode(() -> root.parseArgs(Arrays.copyOfRange(arguments, 1, arguments.length)))
                    .doesNotThrowAnyException();
        });
    }

    @Test
    void theFormsOfAMatrixNameWhatItNeeds() {
        assertThat(page(80, "matrix"))
                .anyMatch(line -> line.contains("--anchor=NODE --nodes=NODE"))
                .anyMatch(line -> line.contains("http://127.0.0.1:12700)"))
                .contains("A DURATION is numbers with units: 500ms, 30s, 1m30s, 2m or 1h; 90 is 90 s.");
    }

    @Test
    void theListOfCommandsSaysWhereToBegin() {
        assertThat(page(80)).contains("Commands:", "Where to begin:").anyMatch(line -> line.startsWith("  matrix    "));
    }
}
