package dev.x0xtest.coordinator.command;

import dev.x0xtest.cli.ExitCode;
import dev.x0xtest.cli.options.DaemonOptions;
import dev.x0xtest.cli.options.StandardOptions;
import dev.x0xtest.coordinator.matrix.DaemonIdentity;
import dev.x0xtest.daemon.Daemon;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the agent id of a daemon: the value for a runner's {@code --coordinator}. */
@Command(
        name = "whoami",
        description = "Print the agent id of the local x0xd: the value for a runner's --coordinator.",
        customSynopsis = "x0xtest whoami --api-token-file=FILE [OPTION]...",
        exitCodeListHeading = "Exit status%n",
        exitCodeList = {ExitCode.Help.DONE, ExitCode.Help.USAGE, ExitCode.Help.ENVIRONMENT, ExitCode.Help.INTERNAL},
        footerHeading = "Examples%n",
        footer = {"  x0xtest whoami --api-token-file ~/.local/share/x0x/api-token"},
        mixinStandardHelpOptions = true)
public final class WhoamiCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DaemonOptions daemonOptions = new DaemonOptions();

    @Mixin
    @SuppressWarnings("UnusedVariable") // read by CommandLineRunner
    private StandardOptions standard = new StandardOptions();

    @Override
    public Integer call() throws InterruptedException {
        Daemon.AgentInfo agent = DaemonIdentity.of(daemonOptions.address(), daemonOptions.readableTokenSource());
        spec.commandLine().getOut().println(agent.agentId().hex());
        return ExitCode.PASS.code();
    }
}
