package dev.x0xtest.cli.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.cli.UsageException;
import dev.x0xtest.cli.options.HomePath;
import dev.x0xtest.cli.options.Surroundings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** Checks a configuration file against the options of a command without running the command. */
public final class Validation {
    private static final Pattern ABOUT = Pattern.compile("--(?<key>[a-z][a-z-]*)[: ].*", Pattern.DOTALL);

    private final CommandLine root;
    private final TreeMap<String, CommandLine> commands = new TreeMap<>();

    /** Considers the commands below {@code root} that have {@code --config}. */
    public Validation(CommandLine root) {
        this.root = root;
        Surroundings.register(root, HomePath.of(System.getenv()));
        root.getSubcommands().forEach((name, command) -> {
            if (command.getCommandSpec().findOption("--config") != null) {
                commands.put(name, command);
            }
        });
    }

    /**
     * All mistakes in the file, in its order; empty if there are none.
     *
     * @param command the subcommand that the file is for; empty: the command that knows most of its keys
     * @throws UsageException if there is no such command, or if the file cannot be read or is not TOML
     */
    public List<ConfigKeys.Problem> check(Path path, Optional<String> command) {
        List<ConfigKeys.Problem> problems = new ArrayList<>();
        TomlFile file = TomlFile.lenient(path, problem -> problems.add(new ConfigKeys.Problem(problem)));
        CommandLine meant = meant(file, command);
        ConfigKeys keys = new ConfigKeys(meant.getCommandSpec());
        file.values().forEach((key, value) -> {
            Optional<ConfigKeys.Problem> kind = keys.problem(file, key, value);
            kind.ifPresent(problems::add);
            if (kind.isEmpty()) {
                unconvertible(meant, keys, key, value)
                        .ifPresent(text -> problems.add(new ConfigKeys.Problem(file.place(key) + ": " + text)));
            }
        });
        return problems;
    }

    /**
     * The same, and what would fail in a run although each value is right by itself.
     *
     * @throws UsageException as {@link #check}
     */
    public List<ConfigKeys.Problem> beforeRun(Path path, Optional<String> command) {
        List<ConfigKeys.Problem> problems = check(path, command);
        if (!problems.isEmpty()) {
            return problems;
        }
        TomlFile file = TomlFile.read(path);
        if (file.isEmpty()) {
            return List.of(new ConfigKeys.Problem(path + ": there is no key in this file"));
        }
        CommandLine meant = meant(file, command);
        return meant.getCommand() instanceof Checked checked
                ? together(meant, checked, new ConfigKeys(meant.getCommandSpec()), file).stream()
                        .toList()
                : problems;
    }

    private CommandLine meant(TomlFile file, Optional<String> command) {
        return command.isPresent() ? named(command.get()) : likeliest(file);
    }

    /** A command that can check its options together without running. */
    public interface Checked {
        /**
         * Checks everything that a run would check before it begins.
         *
         * @throws UsageException or {@link EnvironmentException} for the first thing wrong
         */
        void check();
    }

    /** What is wrong with values that are each right by itself, such as a number out of its range. */
    private Optional<ConfigKeys.Problem> together(
            CommandLine command, Checked checked, ConfigKeys keys, TomlFile file) {
        List<String> arguments = new ArrayList<>(List.of(command.getCommandName()));
        file.values()
                .forEach((key, value) -> arguments.add("--" + key + "="
                        + ConfigKeys.asArgument(keys.option(key).orElseThrow(), value)));
        try {
            root.parseArgs(arguments.toArray(String[]::new));
            checked.check();
            return Optional.empty();
        } catch (MissingParameterException e) {
            return Optional.empty(); // the missing option may be given as a flag
        } catch (UsageException | EnvironmentException e) {
            String message = String.valueOf(e.getMessage());
            Matcher about = ABOUT.matcher(message);
            boolean known = about.matches() && keys.knows(about.group("key"));
            return message.startsWith("missing --") || message.startsWith("no API token")
                    ? Optional.empty()
                    : Optional.of(new ConfigKeys.Problem(
                            known
                                    ? file.place(about.group("key")) + ": " + message.substring(2)
                                    : file.place("") + ": " + message));
        }
    }

    private CommandLine named(String name) {
        @Nullable CommandLine command = commands.get(name);
        if (command == null) {
            throw new UsageException(
                    "'" + name + "' takes no configuration file; these do: " + String.join(", ", commands.keySet()));
        }
        return command;
    }

    /** The command that knows most of its keys; of several the one that can say more. */
    private CommandLine likeliest(TomlFile file) {
        Comparator<CommandLine> known = Comparator.comparingLong(command -> {
            ConfigKeys keys = new ConfigKeys(command.getCommandSpec());
            return file.values().keySet().stream().filter(keys::knows).count();
        });
        return commands.values().stream()
                .max(known.thenComparing(command -> command.getCommand() instanceof Checked))
                .orElseThrow(() -> new UsageException("no command takes a configuration file"));
    }

    private Optional<String> unconvertible(CommandLine command, ConfigKeys keys, String key, JsonNode value) {
        OptionSpec option = keys.option(key).orElseThrow();
        try {
            root.parseArgs(command.getCommandName(), "--" + key + "=" + ConfigKeys.asArgument(option, value));
            return Optional.empty();
        } catch (MissingParameterException e) {
            return Optional.empty(); // it belongs to another required option, which may be given as a flag
        } catch (ParameterException e) {
            return Optional.of(ParseMistakes.sentence(e, any -> key));
        }
    }
}
