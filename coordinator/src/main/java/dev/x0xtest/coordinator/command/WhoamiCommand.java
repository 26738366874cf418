package dev.x0xtest.coordinator.command;

import dev.x0xtest.cli.DaemonOptions;
import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.cli.ExitCode;
import dev.x0xtest.cli.StandardOptions;
import dev.x0xtest.coordinator.matrix.AnchorErrors;
import dev.x0xtest.coordinator.matrix.Loop;
import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.daemon.DaemonAddress;
import dev.x0xtest.daemon.TokenSource;
import dev.x0xtest.daemon.rest.RestDaemon;
import dev.x0xtest.daemon.rest.RestOptions;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the agent id of a daemon: what a runner's {@code --coordinator} wants. */
@Command(
        name = "whoami",
        description = "Print the agent id of the local x0xd: what a runner's --coordinator wants.",
        mixinStandardHelpOptions = true)
public final class WhoamiCommand implements Callable<Integer> {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DaemonOptions daemonOptions = new DaemonOptions();

    @Mixin
    @SuppressWarnings("UnusedVariable") // read by CommandLineRunner
    private StandardOptions standard = new StandardOptions();

    @Override
    public Integer call() throws InterruptedException {
        DaemonAddress address = daemonOptions.address();
        TokenSource token = daemonOptions.readableTokenSource();
        try (Loop loop = Loop.start();
                RestDaemon daemon = RestDaemon.open(
                        address, token, loop.eventLoop(), RestOptions.defaults().withDeadline(LIMIT))) {
            Daemon.AgentInfo agent = daemon.agent().get(LIMIT.toSeconds() + 1, TimeUnit.SECONDS);
            spec.commandLine().getOut().println(agent.agentId().hex());
            return ExitCode.PASS.code();
        } catch (ExecutionException e) {
            throw new EnvironmentException(AnchorErrors.line(address, e), e);
        } catch (TimeoutException e) {
            throw new EnvironmentException("x0xd at " + address + " does not answer in time", e);
        }
    }
}
