package dev.x0xtest.cli.options;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What surrounds a command line: where a value that is no flag came from, and how a path is read. */
public interface Surroundings {

    /** The variable or the place in a file that an option's default comes from; empty: neither. */
    Optional<String> origin(OptionSpec option);

    /** Reads paths with the home directory of this environment. */
    HomePath paths();

    /** The surroundings of a command; those of this process where none were set. */
    static Surroundings of(@Nullable CommandSpec command) {
        return command != null && command.defaultValueProvider() instanceof Surroundings surroundings
                ? surroundings
                : new Own();
    }

    /** The option as a person gave it: its name if it was a flag, else where its value came from. */
    static String place(@Nullable CommandSpec command, String name) {
        OptionSpec option = command == null ? null : command.findOption(name);
        return option == null || Given.option(command, name)
                ? name
                : of(command).origin(option).orElse(name);
    }

    /** Registers the one reading of each type of value, for all subcommands too. */
    static void register(CommandLine root, HomePath paths) {
        root.registerConverter(Duration.class, new DurationConverter());
        root.registerConverter(Path.class, paths);
        root.setCaseInsensitiveEnumValuesAllowed(true);
    }

    /** Those of this process. */
    final class Own implements Surroundings {
        @Override
        public Optional<String> origin(OptionSpec option) {
            return Optional.empty();
        }

        @Override
        public HomePath paths() {
            return HomePath.of(Map.copyOf(System.getenv()));
        }
    }
}
