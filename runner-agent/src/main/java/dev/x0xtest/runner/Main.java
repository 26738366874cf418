package dev.x0xtest.runner;

import ch.qos.logback.classic.spi.LogbackServiceProvider;
import dev.x0xtest.cli.LibrarySettings;
import dev.x0xtest.cli.launch.Program;
import picocli.CommandLine;

/** Starts the runner as a program of its own. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        LibrarySettings.apply(LogbackServiceProvider.class);
        RunnerLogging.install("WARN"); // until the options are read
        System.exit(Program.run(
                () -> new CommandLine(new RunnerCommand()).setCommandName("x0xtest-runner"),
                RunnerCommand.VARIABLES,
                args));
    }
}
