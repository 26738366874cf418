package dev.x0xtest.serve;

import dev.x0xtest.cli.options.StandardOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Measures a fleet on a schedule, remembers, and alerts, until SIGTERM. */
@Command(
        name = "serve",
        description = "Keep watch over a fleet: measure it on a schedule, remember, and alert.",
        mixinStandardHelpOptions = true)
public final class ServeCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("UnusedVariable") // read by CommandLineRunner
    private StandardOptions standard = new StandardOptions();

    @Override
    public Integer call() {
        return 0;
    }
}
