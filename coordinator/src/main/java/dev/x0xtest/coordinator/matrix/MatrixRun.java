package dev.x0xtest.coordinator.matrix;

import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.cli.ExitCode;
import dev.x0xtest.coordinator.report.Ending;
import dev.x0xtest.coordinator.report.Origin;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.run.RunState;
import dev.x0xtest.coordinator.run.drive.RunDriver;
import dev.x0xtest.coordinator.run.drive.SecretPayloads;
import dev.x0xtest.coordinator.run.journal.Journal;
import dev.x0xtest.coordinator.run.plans.ColumnKeys;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.coordinator.run.terms.RunEffect;
import dev.x0xtest.coordinator.run.terms.RunEvent;
import dev.x0xtest.coordinator.run.terms.RunSecret;
import dev.x0xtest.coordinator.runs.RunFiles;
import dev.x0xtest.coordinator.tunnel.AnchorRoute;
import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.daemon.TokenSource;
import dev.x0xtest.daemon.rest.RestDaemon;
import dev.x0xtest.daemon.rest.RestOptions;
import dev.x0xtest.daemon.stream.StreamOptions;
import io.netty.channel.EventLoop;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run from its configuration to its report: wires the parts, waits for the end, and closes them. */
final class MatrixRun {
    private static final Logger log = LoggerFactory.getLogger(MatrixRun.class);
    private static final long CLOSE_SECONDS = 4;
    private static final long SLACK_SECONDS = 30;
    private static final long WATCH_SECONDS = 1;
    private static final long LAST_LOOK_MS = 500;

    private final RunConfig config;
    private final Origin origin;
    private final AnchorRoute route;
    private final Supplier<TokenSource> token;
    private final @Nullable Integer commandAckMs;
    private final @Nullable Path directory;
    private final RandomGenerator random;
    private final ProgressListener listener;
    private final Measurement.TestBed bed;

    /**
     * Nothing happens before {@link #execute}.
     *
     * @param route to the anchor's daemon; opened once there is a token, closed when the run has ended
     * @param token throws {@link EnvironmentException} when there is none to be had; the run then ends with that line
     * @param directory gets the journal; created when missing; null: there is no place for one
     * @param random unpredictable: the payloads of the hops come from it
     * @param bed its failure ends the run
     */
    MatrixRun(
            RunConfig config,
            Origin origin,
            AnchorRoute route,
            Supplier<TokenSource> token,
            @Nullable Integer commandAckMs,
            @Nullable Path directory,
            RandomGenerator random,
            ProgressListener listener,
            Measurement.TestBed bed) {
        this.config = config;
        this.origin = origin;
        this.route = route;
        this.token = token;
        this.commandAckMs = commandAckMs;
        this.directory = directory;
        this.random = random;
        this.listener = listener;
        this.bed = bed;
    }

    /**
     * Blocks until the run has ended, at most until its deadline plus {@value #SLACK_SECONDS} s. Always gives a report,
     * also when the run's directory cannot be written, when there is no token, or after a fault of our own.
     */
    Report execute() throws InterruptedException {
        try (Loop loop = Loop.start()) {
            EventLoop eventLoop = loop.eventLoop();
            RunSecret secret = RunSecret.drawn(random);
            Consumer<String> warn = text -> eventLoop.execute(() -> listener.noted(text));
            try (RunFiles files = RunFiles.create(directory, config, origin, secret, Clock.systemUTC(), warn)) {
                Report report = afterALastLook(run(eventLoop, files.journal(), secret), files.journal());
                files.keep(report);
                return report;
            }
        }
    }

    /**
     * Asks the test bed once more before a run counts as failed: what broke it may be known a little later than the last
     * pair is.
     */
    private Report afterALastLook(Report report, Journal journal) throws InterruptedException {
        if (bed == Measurement.TestBed.NONE || report.exitCode() != ExitCode.FAIL) {
            return report;
        }
        CompletableFuture<String> fault = new CompletableFuture<>();
        bed.onFailure(fault::complete);
        try {
            String reason = fault.get(LAST_LOOK_MS, TimeUnit.MILLISECONDS);
            journal.append(broken(reason), report.timing().totalMs() * 1_000_000);
            return report.endedBy(Ending.testBed(reason));
        } catch (TimeoutException e) {
            return report;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a test bed that cannot say why it failed", e);
        }
    }

    private static RunEvent broken(String reason) {
        return new RunEvent.Stopped(reason, Ending.Cause.TEST_BED.label(), 0);
    }

    private Report run(EventLoop loop, Journal journal, RunSecret secret) throws InterruptedException {
        SecretPayloads payloads = new SecretPayloads(secret, config.limits().payloadBytes(), journal);
        RunState state = new RunState(config, origin, payloads, new ColumnKeys(secret));
        AnchorRoute.Link link;
        TokenSource source;
        try {
            source = token.get();
            listener.waits("connecting to " + config.anchor().text() + "'s x0xd");
            link = route.open(loop, random);
        } catch (EnvironmentException e) {
            log.debug("the run cannot begin", e);
            return notBegun(state, journal, String.valueOf(e.getMessage()));
        }
        try (link) {
            return begun(loop, link, link.guarded(source), state, journal);
        }
    }

    /** The report of a run that ends before it speaks to a daemon. */
    private static Report notBegun(RunState state, Journal journal, String reason) {
        RunEvent stopped = new RunEvent.Stopped(reason);
        journal.append(stopped, 0);
        return state.on(stopped, 0).stream()
                .filter(RunEffect.Finished.class::isInstance)
                .map(end -> ((RunEffect.Finished) end).report())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("a stopped run has no report"));
    }

    private Report begun(EventLoop loop, AnchorRoute.Link link, TokenSource token, RunState state, Journal journal)
            throws InterruptedException {
        int connections = Math.max(16, config.limits().total());
        RestOptions rest = RestOptions.defaults().withMaxConnections(connections);
        try (Daemon daemon = link.over(RestDaemon.open(link.address(), token, loop, rest))) {
            RunDriver driver =
                    new RunDriver(state, loop, daemon, loop.ticker()::nanoTime, journal, listener, commandAckMs);
            RunSignals signals = RunSignals.forwardTo(driver, loop);
            Future<?> watch = loop.scheduleAtFixedRate(
                    () -> listener.waits(driver.status()), WATCH_SECONDS, WATCH_SECONDS, TimeUnit.SECONDS);
            bed.onFailure(reason -> driver.post(broken(reason)));
            try {
                return measured(loop, link, daemon, token, driver);
            } finally {
                watch.cancel(false);
                signals.close();
            }
        }
    }

    private Report measured(EventLoop loop, AnchorRoute.Link link, Daemon daemon, TokenSource token, RunDriver driver)
            throws InterruptedException {
        StreamOptions options = link.adapted(StreamOptions.defaults(loop.ticker(), random));
        AnchorSession session = new AnchorSession(
                daemon, link.address(), link::translated, token, loop, options, driver, config.pubsub());
        loop.execute(session::open);
        Report report = await(driver.finished());
        close(loop, session);
        return report;
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
}
