package dev.x0xtest.coordinator.command;

import dev.x0xtest.cli.options.StandardOptions;
import dev.x0xtest.cli.options.VerdictExitCodes;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Ends a run whose coordinator was killed. */
@Command(
        name = "cancel",
        description = "End a run whose coordinator was killed: its runners tell what they know and stop.",
        customSynopsis = "x0xtest cancel [OPTION]... RUN",
        footerHeading = "Examples%n",
        footer = {"  x0xtest cancel latest", "  x0xtest cancel 1a2b3c4d --json out.json"},
        mixinStandardHelpOptions = true)
public final class CancelCommand implements Callable<Integer> {
    @Mixin
    private EarlierRun run = new EarlierRun();

    @Mixin
    @SuppressWarnings("UnusedVariable") // read by CommandLineRunner
    private StandardOptions standard = new StandardOptions();

    @Mixin
    @SuppressWarnings("UnusedVariable") // read by picocli
    private VerdictExitCodes exitCodes = new VerdictExitCodes();

    @Override
    public Integer call() throws InterruptedException {
        return run.goOn(true);
    }
}
