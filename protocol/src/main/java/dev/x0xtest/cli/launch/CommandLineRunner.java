package dev.x0xtest.cli.launch;

import dev.x0xtest.cli.ExitCode;
import dev.x0xtest.cli.UsageException;
import dev.x0xtest.cli.config.ConfigKeys;
import dev.x0xtest.cli.config.ConfiguredDefaults;
import dev.x0xtest.cli.config.TomlFile;
import dev.x0xtest.cli.options.DaemonOptions;
import dev.x0xtest.cli.options.HomePath;
import dev.x0xtest.cli.options.Surroundings;
import dev.x0xtest.cli.terminal.Console;
import dev.x0xtest.cli.terminal.Terminals;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * Runs a command line. A flag overrides an environment variable, which overrides the configuration file, which
 * overrides the default. An error is one line and an {@link ExitCode}. Durations are written {@code 500ms},
 * {@code 30s}, {@code 2m} or {@code 1h}. A repeatable option accepts a list in the file only if it declares
 * {@code split = ","} or {@code split = " "}.
 */
public final class CommandLineRunner {
    private static final Set<String> HELP = Set.of("--help", "-h", "--version", "-V");
    private static final int FILE_WIDTH = 80;
    private static final int WIDEST_HELP = 100;

    private final Map<String, String> environment;
    private final Map<String, List<String>> variables;

    /**
     * Takes the environment.
     *
     * @param environment usually {@code System.getenv()}
     * @param variables for an option's long name ({@code --node}) the variables that may hold its value, the first set
     *     one     wins; {@link DaemonOptions#VARIABLES} for the options of the daemon
     */
    public CommandLineRunner(Map<String, String> environment, Map<String, List<String>> variables) {
        this.environment = Map.copyOf(environment);
        this.variables = Map.copyOf(variables);
    }

    /** Runs the command and returns its exit code; never throws. */
    public int run(CommandLine root, String... arguments) {
        CommandLine selected = SelectedCommand.of(root, arguments);
        boolean stacktrace = List.of(arguments).contains("--stacktrace");
        ShortErrorHandler early =
                new ShortErrorHandler(new ConfiguredDefaults(environment, variables, null), stacktrace);
        try {
            ConfiguredDefaults defaults =
                    new ConfiguredDefaults(environment, variables, file(selected, HomePath.of(environment), arguments));
            ShortErrorHandler errors = new ShortErrorHandler(defaults, stacktrace);
            prepare(root, errors);
            if (asksForHelp(selected, arguments)) {
                HelpPage.install(root, helpWidth());
            }
            selected.setDefaultValueProvider(defaults);
            return root.execute(arguments);
        } catch (Throwable e) { // the last handler before main: any failure becomes one line and an exit code
            return early.explain(selected, e);
        }
    }

    private static @Nullable TomlFile file(CommandLine selected, HomePath paths, String... arguments) {
        Optional<String> path = SelectedCommand.value("--config", arguments);
        if (path.isEmpty() || List.of(arguments).stream().anyMatch(HELP::contains)) {
            return null;
        }
        TomlFile file = TomlFile.read(path(path.get(), paths));
        List<ConfigKeys.Problem> problems = new ConfigKeys(selected.getCommandSpec()).problems(file);
        if (!problems.isEmpty()) {
            throw new UsageException(problems.get(0).message());
        }
        return file;
    }

    private static Path path(String text, HomePath paths) {
        try {
            return paths.parse(text);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--config: " + e.getMessage());
        }
    }

    /** Also where a command is missing: then the page of its parent is the answer. */
    private static boolean asksForHelp(CommandLine selected, String... arguments) {
        return !selected.getSubcommands().isEmpty()
                || selected.getCommand() instanceof HelpCommand
                || List.of(arguments).stream().anyMatch(HELP::contains);
    }

    /** In a file as on a usual terminal, and never so wide that it is hard to read. */
    private int helpWidth() {
        boolean told = environment.containsKey("COLUMNS") || Terminals.isTerminal(Terminals.STDOUT);
        return told
                ? Math.min(
                        Terminals.console(Terminals.STDOUT, Console.ColorMode.NEVER, environment)
                                .width(),
                        WIDEST_HELP)
                : FILE_WIDTH;
    }

    private void prepare(CommandLine root, ShortErrorHandler errors) {
        Surroundings.register(root, HomePath.of(environment));
        root.setParameterExceptionHandler(errors);
        root.setExecutionExceptionHandler(errors);
    }
}
