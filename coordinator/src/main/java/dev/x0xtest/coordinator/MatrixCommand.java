package dev.x0xtest.coordinator;

import dev.x0xtest.cli.DaemonOptions;
import dev.x0xtest.cli.StandardOptions;
import dev.x0xtest.daemon.DaemonAddress;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Measures every ordered pair of a mesh and says what is wrong. */
@Command(
        name = "matrix",
        description = "Measure every directed pair of a mesh and say PASS, or what is wrong.",
        mixinStandardHelpOptions = true)
public final class MatrixCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private RosterOptions rosterOptions = new RosterOptions();

    @Mixin
    private DaemonOptions daemonOptions = new DaemonOptions();

    @Mixin
    private MatrixOptions matrixOptions = new MatrixOptions();

    @Mixin
    @SuppressWarnings("UnusedVariable") // read by CommandLineRunner
    private StandardOptions standard = new StandardOptions();

    @Override
    public Integer call() throws InterruptedException {
        RosterSelection selection = rosterOptions.selection();
        matrixOptions.check();
        DaemonAddress address = daemonOptions.address();
        daemonOptions.tokenSource();
        return matrixOptions.run(selection, address, daemonOptions::readableTokenSource, spec.commandLine());
    }
}
