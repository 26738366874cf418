package dev.x0xtest.local.simulation.coordinator;

import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.run.RunState;
import dev.x0xtest.coordinator.run.drive.AnnouncementWatch;
import dev.x0xtest.coordinator.run.drive.RunDriver;
import dev.x0xtest.coordinator.run.drive.SecretPayloads;
import dev.x0xtest.coordinator.run.journal.Journal;
import dev.x0xtest.coordinator.run.journal.JournalReplay;
import dev.x0xtest.coordinator.run.plans.fleet.ColumnKeys;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.coordinator.run.terms.RunEvent;
import dev.x0xtest.coordinator.run.terms.RunSecret;
import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.local.simulation.time.HostLoop;
import dev.x0xtest.local.simulation.time.VirtualTime;
import io.netty.channel.EventLoop;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The coordinator of one run. Its process can be killed, stopped for a while, and followed by another one that goes on
 * with the run. Used by one thread.
 */
public final class SimulatedCoordinator {
    private static final int COMMAND_ACK_MS = 12_000;

    private final RunConfig config;
    private final VirtualTime time;
    private final Anchor anchor;
    private final String x0xd;
    private final RunDriver.Listener listener;
    private final CompletableFuture<Optional<Report>> finished = new CompletableFuture<>();
    private @Nullable Running running;

    /**
     * A coordinator that has not started.
     *
     * @param x0xd the version of the anchor's daemon
     * @param listener hears of every process
     */
    public SimulatedCoordinator(
            RunConfig config, VirtualTime time, Anchor anchor, String x0xd, RunDriver.Listener listener) {
        this.config = config;
        this.time = time;
        this.anchor = anchor;
        this.x0xd = x0xd;
        this.listener = listener;
    }

    /** Completes with the report when the run has ended, or as {@link #leave} says. */
    public CompletableFuture<Optional<Report>> finished() {
        return finished;
    }

    /**
     * The first process begins the run.
     *
     * @param host where it runs; null: on the loop of the daemons, and it can be neither killed nor stopped
     */
    public void begin(RunSecret secret, Journal journal, @Nullable HostLoop host) {
        RunState state = new RunState(config, new SecretPayloads(secret, journal::payload), new ColumnKeys(secret));
        running = new Running(state, journal, host, 0, List.of());
    }

    /** Ends the process: nothing of it runs any longer, and what it has not sent is never sent. */
    public void kill() {
        Running killed = running;
        running = null;
        if (killed != null) {
            killed.end();
        }
    }

    /** Stops the process, or lets it go on. */
    public void stop(boolean stopped) {
        Running stopping = running;
        HostLoop host = stopping == null ? null : stopping.host;
        if (host != null && stopped) {
            host.stop();
        } else if (host != null) {
            host.resume();
        }
    }

    /** Another process goes on with a run that was read from its journal and that has not ended. */
    public void resume(JournalReplay.Resumable read, Journal journal, RunEvent.Resumed resumed) {
        long nowNanos = read.nanos() + resumed.gapMs() * 1_000_000;
        running = new Running(read.state(), journal, time.host(), nowNanos, List.of(resumed));
    }

    /** Nobody goes on with the run; this is what is known of it. */
    public void leave(Optional<Report> known) {
        finished.complete(known);
    }

    private final class Running {
        private final @Nullable HostLoop host;
        private final Daemon client;
        private final AnnouncementWatch watch;
        private final Runnable detach;

        Running(RunState state, Journal journal, @Nullable HostLoop host, long startNanos, List<RunEvent> first) {
            this.host = host;
            EventLoop loop = host == null ? time.loop() : host.loop();
            this.client = anchor.client(config.limits().total(), loop);
            RunDriver driver =
                    new RunDriver(state, loop, client, time::nanos, journal, listener, COMMAND_ACK_MS, startNanos);
            this.detach = anchor.attach(driver.directListener(new Silence()), loop);
            first.forEach(driver::post);
            int others = config.roster().size() - 1;
            driver.post(new RunEvent.Started(anchor.self().hex(), "dd".repeat(32), x0xd, "simulated", others));
            this.watch = new AnnouncementWatch(anchor.client(1, loop), loop, driver::post);
            watch.start();
            driver.finished().thenAccept(report -> {
                watch.close();
                finished.complete(Optional.of(report));
            });
        }

        void end() {
            if (host != null) {
                host.stop();
            }
            detach.run();
            client.close();
        }
    }
}
