package dev.x0xtest.coordinator.matrix;

import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.run.RunState;
import dev.x0xtest.coordinator.run.drive.FileJournal;
import dev.x0xtest.coordinator.run.drive.Journal;
import dev.x0xtest.coordinator.run.drive.RandomPayloads;
import dev.x0xtest.coordinator.run.drive.RunDriver;
import dev.x0xtest.coordinator.run.plans.ColumnKeys;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.coordinator.run.terms.RunEvent;
import dev.x0xtest.coordinator.tunnel.AnchorRoute;
import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.daemon.TokenSource;
import dev.x0xtest.daemon.rest.RestDaemon;
import dev.x0xtest.daemon.rest.RestOptions;
import dev.x0xtest.daemon.stream.StreamOptions;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Ticker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run from its options to its report: wires the pieces, waits, and leaves nothing behind. */
public final class MatrixRun {
    private static final Logger log = LoggerFactory.getLogger(MatrixRun.class);
    private static final long CLOSE_SECONDS = 4;
    private static final long SLACK_SECONDS = 30;

    private final RunConfig config;
    private final AnchorRoute route;
    private final Supplier<TokenSource> token;
    private final @Nullable Integer commandAckMs;
    private final Path directory;
    private final RandomGenerator random;
    private final RunDriver.Listener listener;
    /** Without which the run does not begin, in one line. */
    private String missing = "";

    /**
     * Nothing happens before {@link #execute}.
     *
     * @param route to the anchor's daemon; opened once there is a token, closed when the run has ended
     * @param token throws {@link EnvironmentException} when there is none to be had; the run then ends with that line
     * @param directory gets the journal; created when missing
     * @param random unpredictable: the payloads of the hops come from it
     */
    public MatrixRun(
            RunConfig config,
            AnchorRoute route,
            Supplier<TokenSource> token,
            @Nullable Integer commandAckMs,
            Path directory,
            RandomGenerator random,
            RunDriver.Listener listener) {
        this.config = config;
        this.route = route;
        this.token = token;
        this.commandAckMs = commandAckMs;
        this.directory = directory;
        this.random = random;
        this.listener = listener;
    }

    /**
     * Blocks until the run has ended; by its deadline and a little, whatever is lost. There is a report also when the
     * run's directory cannot be written, there is no token, or we are at fault.
     */
    public Report execute() throws InterruptedException {
        try (Loop loop = Loop.start();
                Journal journal = journal()) {
            EventLoop eventLoop = loop.eventLoop();
            Ticker ticker = eventLoop.ticker();
            RunState state = new RunState(
                    config,
                    new RandomPayloads(random, config.limits().payloadBytes(), journal),
                    ColumnKeys.drawn(random));
            return run(eventLoop, ticker, state, journal);
        }
    }

    private Report run(EventLoop loop, Ticker ticker, RunState state, Journal journal) throws InterruptedException {
        TokenSource source = source();
        try (AnchorRoute.Link link = link(loop)) {
            TokenSource token = source == null ? TokenSource.literal("none") : link.guarded(source);
            int connections = Math.max(16, config.limits().total());
            RestOptions rest = RestOptions.defaults().withMaxConnections(connections);
            try (Daemon daemon = link.over(RestDaemon.open(link.address(), token, loop, rest))) {
                RunDriver driver =
                        new RunDriver(state, loop, daemon, ticker::nanoTime, journal, listener, commandAckMs);
                RunSignals signals = RunSignals.forwardTo(driver, loop);
                try {
                    return missing.isEmpty() ? measured(loop, link, daemon, token, driver) : ended(driver);
                } finally {
                    signals.close();
                }
            }
        }
    }

    private Report ended(RunDriver driver) throws InterruptedException {
        driver.post(new RunEvent.Stopped(missing));
        return await(driver.finished());
    }

    private Report measured(EventLoop loop, AnchorRoute.Link link, Daemon daemon, TokenSource token, RunDriver driver)
            throws InterruptedException {
        StreamOptions options = link.adapted(StreamOptions.defaults(loop.ticker(), random));
        AnchorSession session =
                new AnchorSession(daemon, link.address(), token, loop, options, driver, config.pubsub());
        loop.execute(session::open);
        Report report = await(driver.finished());
        close(loop, session);
        return report;
    }

    /** The way to the daemon; when there is none, or no reason to make one, one that is never used. */
    private AnchorRoute.Link link(EventLoop loop) throws InterruptedException {
        if (missing.isEmpty()) {
            try {
                return route.open(loop, random);
            } catch (EnvironmentException e) {
                log.debug("no way to the anchor", e);
                missing = String.valueOf(e.getMessage());
            }
        }
        return AnchorRoute.direct(route.daemon()).open(loop, random);
    }

    private @Nullable TokenSource source() {
        try {
            return token.get();
        } catch (EnvironmentException e) {
            log.debug("no token", e);
            missing = String.valueOf(e.getMessage());
            return null;
        }
    }

    private Report await(CompletableFuture<Report> finished) throws InterruptedException {
        try {
            return finished.get(config.limits().deadline().toSeconds() + SLACK_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the run failed", e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("the run did not end by its deadline", e);
        }
    }

    private static void close(EventLoop loop, AnchorSession session) throws InterruptedException {
        CompletableFuture<@Nullable Void> closed = new CompletableFuture<>();
        loop.execute(() -> session.close().whenComplete((nothing, failure) -> closed.complete(null)));
        try {
            closed.get(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            log.warn("the anchor's daemon did not confirm within {} s that our subscriptions are gone", CLOSE_SECONDS);
        }
    }

    private Journal journal() {
        try {
            return FileJournal.in(directory, RunDirectory.JOURNAL, config);
        } catch (IOException e) {
            log.debug("no journal", e);
            missing = "cannot write the run's directory " + directory + ": " + e.getMessage();
            return Journal.none();
        }
    }
}
