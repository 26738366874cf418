package dev.x0xtest.coordinator.matrix;

import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.cli.ExitCode;
import dev.x0xtest.coordinator.causes.Judged;
import dev.x0xtest.coordinator.report.Ending;
import dev.x0xtest.coordinator.report.Origin;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.run.RunState;
import dev.x0xtest.coordinator.run.drive.RunDriver;
import dev.x0xtest.coordinator.run.drive.SecretPayloads;
import dev.x0xtest.coordinator.run.journal.Journal;
import dev.x0xtest.coordinator.run.journal.JournalReplay;
import dev.x0xtest.coordinator.run.plans.fleet.ColumnKeys;
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
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
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
    private static final int HOLDER_BYTES = 16;
    private static final long CANCEL_MS = 10_000;

    private final Origin origin;
    private final @Nullable Integer commandAckMs;
    private final RandomGenerator random;
    private final ProgressListener listener;
    private final Measurement.TestBed bed;
    private final Measurement.Owner owner;

    /**
     * Nothing happens before {@link #execute}.
     *
     * @param random unpredictable: the payloads of the hops come from it
     * @param bed its failure ends the run
     * @param owner may end the run
     */
    MatrixRun(
            Origin origin,
            @Nullable Integer commandAckMs,
            RandomGenerator random,
            ProgressListener listener,
            Measurement.TestBed bed,
            Measurement.Owner owner) {
        this.origin = origin;
        this.commandAckMs = commandAckMs;
        this.random = random;
        this.listener = listener;
        this.bed = bed;
        this.owner = owner;
    }

    /**
     * Blocks until the run has ended, at most until its deadline plus {@value #SLACK_SECONDS} s. Always gives a report,
     * also when the run's directory cannot be written, when there is no token, or after a fault of our own.
     *
     * @param anchor its route is opened once there is a token, and closed when the run has ended; its token throws {@link
     *     EnvironmentException} when there is none to be had, and the run ends with that line
     */
    Judged execute(RunConfig config, @Nullable Path directory, Measurement.Anchor anchor) throws InterruptedException {
        try (Loop loop = Loop.start()) {
            RunSecret secret = RunSecret.drawn(random);
            try (RunFiles files =
                    RunFiles.create(directory, config, origin, secret, Clock.systemUTC(), noted(loop.eventLoop()))) {
                Journal journal = files.journal();
                SecretPayloads payloads = new SecretPayloads(secret, journal::payload);
                RunState state = new RunState(config, origin, payloads, new ColumnKeys(secret));
                return kept(
                        afterALastLook(run(loop.eventLoop(), config, anchor, state, journal, Start.NEW), journal),
                        files);
            }
        }
    }

    /**
     * Goes on with the run in a directory, like {@link #execute}; gives the report of a run that has ended.
     *
     * @param anchor asked for only if the run has not ended
     * @param cancel ends the run: its runners are asked for what they know, and stop
     * @throws EnvironmentException in one clear line when it cannot go on
     */
    Judged resume(RunConfig config, Path directory, Supplier<Measurement.Anchor> anchor, boolean cancel)
            throws InterruptedException {
        try (Loop loop = Loop.start();
                RunFiles files = RunFiles.reopen(directory, origin, Clock.systemUTC(), noted(loop.eventLoop()))) {
            Optional<RunSecret> kept = files.secret(config.runId());
            RunSecret secret = kept.orElseGet(() -> RunSecret.drawn(random));
            SecretPayloads payloads =
                    new SecretPayloads(secret, (id, sha256) -> files.journal().payload(id, sha256));
            JournalReplay.Resumable read = files.replay(
                    payloads, (same, first, known) -> new RunState(same, first, known, new ColumnKeys(secret)));
            if (read.finished() != null) {
                // It needs no keys. The process before may have been killed between the last event and its report.
                return kept(files.report(), files);
            }
            long gapMs = read.wallMs() == 0 ? 0 : Math.max(0, Clock.systemUTC().millis() - read.wallMs());
            byte[] holder = new byte[HOLDER_BYTES];
            random.nextBytes(holder);
            RunEvent resumed =
                    new RunEvent.Resumed(HexFormat.of().formatHex(holder), gapMs, kept.isEmpty(), files.copied());
            RunEvent cancelled = new RunEvent.Stopped(Report.CANCELLED, null, CANCEL_MS);
            List<RunEvent> first = cancel ? List.of(resumed, cancelled) : List.of(resumed);
            Start start = new Start(read.nanos() + gapMs * 1_000_000, first);
            return kept(run(loop.eventLoop(), config, anchor.get(), read.state(), files.journal(), start), files);
        }
    }

    /** A run that another process goes on with keeps the report of that one. */
    private static Judged kept(Report report, RunFiles files) {
        Judged judged = new Judged(report);
        Ending ending = report.ending();
        if (ending == null || ending.ours()) {
            files.keep(judged);
        }
        return judged;
    }

    /**
     * How a process begins with a run.
     *
     * @param nanos the run's time
     * @param first the events before the anchor's; none in a new run
     */
    private record Start(long nanos, List<RunEvent> first) {
        static final Start NEW = new Start(0, List.of());
    }

    private Consumer<String> noted(EventLoop loop) {
        return text -> loop.execute(() -> listener.noted(text));
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

    private Report run(
            EventLoop loop, RunConfig config, Measurement.Anchor anchor, RunState state, Journal journal, Start start)
            throws InterruptedException {
        AnchorRoute.Link link;
        TokenSource source;
        try {
            source = anchor.token().get();
            listener.waits("connecting to " + config.anchor().text() + "'s x0xd");
            link = anchor.route().open(loop, random);
        } catch (EnvironmentException e) {
            log.debug("the run cannot begin", e);
            if (!start.first().isEmpty()) {
                throw e; // its runners keep what they know: the run can go on later
            }
            return notBegun(state, journal, String.valueOf(e.getMessage()));
        }
        try (link) {
            return begun(loop, config, link, link.guarded(source), state, journal, start);
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

    private Report begun(
            EventLoop loop,
            RunConfig config,
            AnchorRoute.Link link,
            TokenSource token,
            RunState state,
            Journal journal,
            Start start)
            throws InterruptedException {
        int connections = Math.max(16, config.limits().total());
        RestOptions rest = RestOptions.defaults().withMaxConnections(connections);
        try (Daemon daemon = link.over(RestDaemon.open(link.address(), token, loop, rest))) {
            RunDriver driver = new RunDriver(
                    state, loop, daemon, loop.ticker()::nanoTime, journal, listener, commandAckMs, start.nanos());
            start.first().forEach(driver::post);
            Runnable ended = owner.stoppable(driver::post, loop);
            Future<?> watch = loop.scheduleWithFixedDelay(
                    () -> listener.waits(driver.status(listener.room())),
                    WATCH_SECONDS,
                    WATCH_SECONDS,
                    TimeUnit.SECONDS);
            bed.onFailure(reason -> driver.post(broken(reason)));
            try {
                return measured(loop, config, link, daemon, token, driver);
            } finally {
                watch.cancel(false);
                ended.run();
            }
        }
    }

    private Report measured(
            EventLoop loop, RunConfig config, AnchorRoute.Link link, Daemon daemon, TokenSource token, RunDriver driver)
            throws InterruptedException {
        StreamOptions options = link.adapted(StreamOptions.defaults(loop.ticker(), random));
        AnchorSession session = new AnchorSession(
                daemon, link.address(), link::translated, token, loop, options, driver, config.pubsub());
        loop.execute(session::open);
        Report report = await(config, driver.finished());
        close(loop, session);
        return report;
    }

    private static Report await(RunConfig config, CompletableFuture<Report> finished) throws InterruptedException {
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
