package dev.x0xtest.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;

/** Checks a configuration file against the options of a command, without running it. */
@SuppressWarnings("UnusedVariable")
public final class Validation {
    private final CommandLine root;

    public Validation(CommandLine root) {
        this.root = root;
    }

    /**
     * Everything wrong with the file; empty when it is fine.
     *
     * @param command the subcommand it is meant for; empty: the one that knows most of its keys
     */
    public List<ConfigProblem> check(Path file, Optional<String> command) {
        return Pending.body();
    }
}
