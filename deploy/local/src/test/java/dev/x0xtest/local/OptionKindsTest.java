package dev.x0xtest.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.cli.config.ConfigKeys;
import dev.x0xtest.cli.config.Validation;
import dev.x0xtest.cli.options.AckMillis;
import dev.x0xtest.cli.options.OnOff;
import dev.x0xtest.coordinator.command.options.ExpectOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Tests for every option that may stand in a file that it takes TOML's own type for its kind of value, and refuses
 * other values.
 */
class OptionKindsTest {
    private static final Set<String> NOT_IN_FILES = Set.of("--config", "--help", "--stacktrace", "--version");
    private static final List<String> TEXT = List.of("'a'");
    private static final Map<Class<?>, List<String>> TAKEN = Map.of(
            boolean.class, List.of("true", "false"),
            OnOff.class, List.of("true", "false", "1", "'yes'", "'off'"),
            AckMillis.class, List.of("12000", "'12000'", "false", "'none'"),
            int.class, List.of("5"),
            Integer.class, List.of("5"),
            Duration.class, List.of("'2m'"),
            String.class, TEXT,
            Path.class, TEXT,
            ExpectOptions.Expected.class, List.of("6", "'6'", "'a'", "'a,b'", "['a', 'b']"),
            List.class, List.of("'a'", "['a']"));
    private static final Map<Class<?>, List<String>> REFUSED = Map.of(
            boolean.class, List.of("'yes'", "1"),
            OnOff.class, List.of("'maybe'", "2", "[true]"),
            AckMillis.class, List.of("99999", "'99999'", "true", "1.5"),
            int.class, List.of("'5'", "5.5", "true"),
            Integer.class, List.of("'5'", "5.5", "true"),
            Duration.class, List.of("120", "'soon'"),
            String.class, List.of("1", "true", "['a']"),
            Path.class, List.of("1", "['a']"),
            ExpectOptions.Expected.class, List.of("[1]", "''", "'A!'", "{}"),
            List.class, List.of("1", "[1]"));

    @TempDir
    private Path directory = Path.of("");

    record Case(String command, OptionSpec option) {
        @Override
        public String toString() {
            return command + " " + option.longestName();
        }
    }

    static Stream<Case> cases() {
        return root().getSubcommands().entrySet().stream()
                .filter(entry -> entry.getValue().getCommandSpec().findOption("--config") != null)
                .flatMap(entry -> entry.getValue().getCommandSpec().options().stream()
                        .filter(option -> !NOT_IN_FILES.contains(option.longestName()))
                        .map(option -> new Case(entry.getKey(), option)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void eachOption(Case each) throws IOException {
        Class<?> type = each.option().type();
        if (type.isEnum()) {
            String first = ((Enum<?>) type.getEnumConstants()[0]).name().toLowerCase(Locale.ROOT);
            assertThat(problems(each, "'" + first + "'")).isEmpty();
            assertThat(problems(each, "'none of them'")).hasSize(1);
            return;
        }
        assertThat(TAKEN).as("add the type of %s to the tables", each).containsKey(type);
        for (String value : TAKEN.getOrDefault(type, List.of())) {
            assertThat(problems(each, value)).as(value).isEmpty();
        }
        for (String value : REFUSED.getOrDefault(type, List.of())) {
            assertThat(problems(each, value)).as(value).hasSize(1);
        }
    }

    private List<ConfigKeys.Problem> problems(Case each, String value) throws IOException {
        String line = each.option().longestName().substring(2) + " = " + value + "\n";
        Path file = Files.writeString(directory.resolve("x.toml"), line);
        return new Validation(root()).check(file, Optional.of(each.command()));
    }

    private static CommandLine root() {
        return X0xtestMain.commandLine();
    }
}
