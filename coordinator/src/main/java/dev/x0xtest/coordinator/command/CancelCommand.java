package dev.x0xtest.coordinator.command;

import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.cli.ExitCode;
import dev.x0xtest.cli.options.StandardOptions;
import dev.x0xtest.cli.options.VerdictExitCodes;
import dev.x0xtest.cli.terminal.Console;
import dev.x0xtest.coordinator.fleet.call.FleetCall;
import dev.x0xtest.coordinator.fleet.call.RunCancel;
import dev.x0xtest.coordinator.runs.RunDirectory;
import dev.x0xtest.wire.NodeLabel;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Ends a run whose coordinator was killed, also without its journal. */
@Command(
        name = "cancel",
        description = "End a run whose coordinator was killed: its runners tell what they know and stop.",
        customSynopsis = {
            " x0xtest cancel [OPTION]... RUN",
            " x0xtest cancel --fleet=FILE [OPTION]... RUN",
            " x0xtest cancel --anchor=NODE --nodes=NODE[=AGENT_ID],... [OPTION]... RUN"
        },
        footerHeading = "Examples%n",
        footer = {
            "  x0xtest cancel latest",
            "  x0xtest cancel 1a2b3c4d --json out.json",
            "  x0xtest cancel 1a2b3c4d --fleet fleet.toml",
            "",
            "Without the journal of the run on this machine, the runners that know the run are asked and end it; there is no"
                    + " report then. Exit status 0: it is over everywhere; 4: a node did not answer; 3: no runner knows the"
                    + " run, another agent is its coordinator, or its coordinator works on it."
        },
        mixinStandardHelpOptions = true)
public final class CancelCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private EarlierRun run = new EarlierRun();

    @Mixin
    private RunnerCaller caller = new RunnerCaller();

    @Option(names = "--force", description = "Without the journal: end the run also while its coordinator works on it.")
    private boolean force;

    @Mixin
    @SuppressWarnings("UnusedVariable") // read by CommandLineRunner
    private StandardOptions standard = new StandardOptions();

    @Mixin
    @SuppressWarnings("UnusedVariable") // read by picocli
    private VerdictExitCodes exitCodes = new VerdictExitCodes();

    @Override
    public Integer call() throws InterruptedException {
        if (run.journal().isPresent() || run.typed().equals(RunDirectory.LATEST)) {
            return run.goOn(true);
        } else if (AnchorWay.isGiven(spec)) {
            return cancelAtItsRunners();
        }
        throw new EnvironmentException(
                "no run '" + run.typed()
                        + "' on this machine; to end it at its runners, give --fleet FILE, or --anchor,"
                        + " --nodes and --api-token-file",
                null);
    }

    private int cancelAtItsRunners() throws InterruptedException {
        String typed = run.typed();
        // As the directory of a run is named: its date, and the start of its id.
        String start = typed.substring(typed.lastIndexOf('-') + 1);
        PrintWriter out = spec.commandLine().getOut();
        ExitCode code = caller.hold(spec, Console.ColorMode.AUTO, (fleet, self) -> {
            RunCancel cancel = RunCancel.of(start, fleet.runs(), self, force);
            Map<NodeLabel, FleetCall.Ended> ended = fleet.end(cancel);
            cancel.lines(ended).forEach(out::println);
            return cancel.over(ended) ? ExitCode.PASS : ExitCode.INCONCLUSIVE;
        });
        out.flush();
        return code.code();
    }
}
