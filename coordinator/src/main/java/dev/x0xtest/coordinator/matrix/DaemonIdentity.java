package dev.x0xtest.coordinator.matrix;

import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.coordinator.report.Ending;
import dev.x0xtest.coordinator.run.terms.RunEvent;
import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.daemon.DaemonAddress;
import dev.x0xtest.daemon.TokenSource;
import dev.x0xtest.daemon.rest.RestDaemon;
import dev.x0xtest.daemon.rest.RestOptions;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks a daemon for its agent id. */
public final class DaemonIdentity {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private DaemonIdentity() {}

    /**
     * Blocks for at most {@link #LIMIT}.
     *
     * @throws EnvironmentException when the daemon does not answer: one clear line
     */
    public static Daemon.AgentInfo of(DaemonAddress address, TokenSource token) throws InterruptedException {
        try (Loop loop = Loop.start();
                RestDaemon daemon = RestDaemon.open(
                        address, token, loop.eventLoop(), RestOptions.defaults().withDeadline(LIMIT))) {
            return daemon.agent().get(LIMIT.toSeconds() + 1, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            RunEvent.Stopped stopped = AnchorErrors.stopped(line -> line, address, e);
            Ending ending = Ending.of(stopped.cause(), stopped.reason());
            throw new EnvironmentException(ending.reason() + "; " + ending.next(), e);
        } catch (TimeoutException e) {
            throw new EnvironmentException("x0xd at " + address + " does not answer in time", e);
        }
    }
}
