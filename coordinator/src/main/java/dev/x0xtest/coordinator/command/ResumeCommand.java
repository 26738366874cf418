package dev.x0xtest.coordinator.command;

import dev.x0xtest.cli.options.StandardOptions;
import dev.x0xtest.cli.options.VerdictExitCodes;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Goes on with a run whose coordinator was killed, or shows the report of one that has ended. */
@Command(
        name = "resume",
        description = "Go on with a run whose coordinator was killed; exit with its code.",
        customSynopsis = "x0xtest resume [OPTION]... RUN",
        footerHeading = "Examples%n",
        footer = {"  x0xtest resume latest", "  x0xtest resume 1a2b3c4d --api-token-file TOKEN"},
        mixinStandardHelpOptions = true)
public final class ResumeCommand implements Callable<Integer> {
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
        return run.goOn(false);
    }
}
