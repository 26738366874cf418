package dev.x0xtest.cli.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.x0xtest.cli.UsageException;
import dev.x0xtest.cli.options.HomePath;
import dev.x0xtest.cli.options.Surroundings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** Checks a configuration file against the options of a command without running the command. */
public final class Validation {
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
        TomlFile file = TomlFile.read(path);
        CommandLine meant = command.isPresent() ? named(command.get()) : likeliest(file);
        ConfigKeys keys = new ConfigKeys(meant.getCommandSpec());
        List<ConfigKeys.Problem> problems = new ArrayList<>(keys.problems(file));
        if (problems.isEmpty()) {
            file.values()
                    .forEach((key, value) -> unconvertible(meant, keys, key, value)
                            .ifPresent(text -> problems.add(new ConfigKeys.Problem(file.place(key) + ": " + text))));
        }
        return problems;
    }

    private CommandLine named(String name) {
        @Nullable CommandLine command = commands.get(name);
        if (command == null) {
            throw new UsageException(
                    "'" + name + "' takes no configuration file; these do: " + String.join(", ", commands.keySet()));
        }
        return command;
    }

    private CommandLine likeliest(TomlFile file) {
        return commands.values().stream()
                .max(Comparator.comparingLong(command -> {
                    ConfigKeys keys = new ConfigKeys(command.getCommandSpec());
                    return file.values().keySet().stream().filter(keys::knows).count();
                }))
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
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
