package dev.x0xtest.coordinator.matrix;

import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.cli.ExitCode;
import dev.x0xtest.cli.StrongRandom;
import dev.x0xtest.cli.UsageException;
import dev.x0xtest.cli.Versions;
import dev.x0xtest.cli.files.UserDirectories;
import dev.x0xtest.coordinator.causes.Judged;
import dev.x0xtest.coordinator.events.EventStream;
import dev.x0xtest.coordinator.extent.RunSize;
import dev.x0xtest.coordinator.grade.Strength;
import dev.x0xtest.coordinator.grade.Tolerance;
import dev.x0xtest.coordinator.report.Origin;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.coordinator.run.terms.RunEvent;
import dev.x0xtest.coordinator.runs.RunDirectory;
import dev.x0xtest.coordinator.tunnel.AnchorRoute;
import dev.x0xtest.daemon.TokenSource;
import dev.x0xtest.wire.NodeLabel;
import dev.x0xtest.wire.Plane;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Measures a mesh, keeps the report in the run's directory, and writes the outputs. */
public final class Measurement {
    private static final DateTimeFormatter STARTED = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** How long the daemon waits for the acknowledgement of a command, and how many runs are kept, unless a person says so. */
    private static final int COMMAND_ACK_MS = 12_000;

    private static final int KEEP_RUNS = 100;

    private final Config config;
    private final PrintWriter out;
    private final PrintWriter err;

    /**
     * How to measure any mesh, whatever its nodes and its anchor.
     *
     * @param perPair one command for each pair, also for runners that can carry out a plan
     * @param toleratedLoss share of the samples of a pair that may be lost without failing the run; null: none
     * @param strength what {@link #check} prices; null: nothing
     * @param commandAckMs as for {@link MatrixRun}
     * @param jsonl where the events go while the run goes on: a file, or {@link EventStream#STDOUT}; null: nowhere
     * @param runDirectory null: a new one below {@code runs}
     * @param runs null: the runs of this user, below the XDG state directory
     * @param replace whether a run that is in that directory already may be replaced
     * @param keepRuns how many runs stay there
     * @param commandLine as typed, without secrets
     * @param options every option with its value, without secrets
     */
    public record Config(
            Plane plane,
            RunConfig.Limits limits,
            boolean pubsub,
            boolean perPair,
            @Nullable Double toleratedLoss,
            @Nullable Strength strength,
            @Nullable Integer commandAckMs,
            @Nullable String jsonl,
            @Nullable Path runDirectory,
            @Nullable Path runs,
            boolean replace,
            int keepRuns,
            Outputs outputs,
            List<String> commandLine,
            Map<String, String> options) {
        /** For a run that goes on: what it was asked to do stays as it is. */
        public static Config resumed(RunConfig run, @Nullable Integer commandAckMs, Outputs outputs) {
            return new Config(
                    run.plane(),
                    run.limits(),
                    run.pubsub(),
                    run.perPair(),
                    run.toleratedLoss(),
                    null,
                    commandAckMs,
                    null,
                    null,
                    null,
                    false,
                    0,
                    outputs,
                    List.of(),
                    Map.of());
        }

        /**
         * For a program that shows the result itself: {@link #measure} with it prints nothing.
         *
         * @param options for the report: how the run was started
         */
        public static Config silent(
                Plane plane, RunConfig.Limits limits, @Nullable Path runDirectory, Map<String, String> options) {
            return silent(plane, limits, runDirectory, null, options);
        }

        /** The same, with a new directory below {@code runs}; null: below those of this user. */
        public static Config silentBelow(
                @Nullable Path runs, Plane plane, RunConfig.Limits limits, Map<String, String> options) {
            return silent(plane, limits, null, runs, options);
        }

        private static Config silent(
                Plane plane,
                RunConfig.Limits limits,
                @Nullable Path runDirectory,
                @Nullable Path runs,
                Map<String, String> options) {
            return new Config(
                    plane,
                    limits,
                    true,
                    false,
                    null,
                    null,
                    COMMAND_ACK_MS,
                    null,
                    runDirectory,
                    runs,
                    false,
                    KEEP_RUNS,
                    Outputs.none(),
                    List.of(),
                    options);
        }
    }

    /**
     * What a run has shown, and where its files are.
     *
     * @param directory null: it has none
     */
    public record Measured(Judged judged, @Nullable Path directory) {
        public Report report() {
            return judged.report();
        }
    }

    /** The program that a run belongs to: it sees how far the run is, and may end it. */
    public interface Owner {
        /** Takes everything that a run tells while it goes on. Closed when the run has ended, after its report. */
        ProgressListener progress(RunConfig run);

        /**
         * The run has begun.
         *
         * @param stop ends the run early, on any thread: with the reason, and with how long its runners may take to tell
         *     what they know. A second call ends it at once
         * @param timer the event loop of the run
         * @return run once, when the run has ended
         */
        default Runnable stoppable(Consumer<RunEvent.Stopped> stop, ScheduledExecutorService timer) {
            return () -> {};
        }
    }

    /** The way to the anchor's daemon, and its token, as for {@link MatrixRun}. */
    public record Anchor(AnchorRoute route, Supplier<TokenSource> token) {}

    /** What carries the mesh that is measured, if we started it ourselves: its own faults are not the mesh's. */
    @FunctionalInterface
    public interface TestBed {
        /** A mesh that somebody else runs. Nothing is known of its machines. */
        TestBed NONE = listener -> {};

        /**
         * Calls the listener when the test bed has failed, with the reason in one line; at once if it already has. May
         * call it on any thread, and more than once.
         */
        void onFailure(Consumer<String> listener);
    }

    /** {@code out} gets the result, {@code err} progress and notes. */
    public Measurement(Config config, PrintWriter out, PrintWriter err) {
        this.config = config;
        this.out = out;
        this.err = err;
    }

    /** For {@link #measure} with a {@link Config#silent silent} configuration. */
    public Measurement(Config config) {
        this(config, new PrintWriter(Writer.nullWriter()), new PrintWriter(Writer.nullWriter()));
    }

    /**
     * Tells what a run costs, if its strength was asked for, and that its samples are too few for the loss that it is to
     * tolerate; refuses a run that is too large. Before {@code run}.
     *
     * @param cells as in {@link RosterSelection}
     * @throws UsageException in one clear line
     */
    public void check(int nodes, @Nullable List<List<Integer>> cells) {
        RunSize size = RunSize.of(nodes, cells, config.limits(), config.perPair());
        Strength strength = config.strength();
        if (strength != null) {
            err.println(strength.price(size.cost()));
            err.flush();
            strength.check(size.cost());
        }
        Double tolerated = config.toleratedLoss();
        if (tolerated != null) {
            new Tolerance(tolerated, size.pairs())
                    .tooFew(config.limits().samples())
                    .ifPresent(err::println);
            err.flush();
        }
        size.check();
    }

    /**
     * Measures and shows the result; blocks as {@link MatrixRun#execute} does.
     *
     * @param token as for {@link MatrixRun}
     */
    public ExitCode run(RosterSelection selection, AnchorRoute route, Supplier<TokenSource> token)
            throws InterruptedException {
        return run(selection, route, token, TestBed.NONE);
    }

    /** Like the other {@code run}; the run ends when its test bed fails. */
    public ExitCode run(RosterSelection selection, AnchorRoute route, Supplier<TokenSource> token, TestBed bed)
            throws InterruptedException {
        Measured measured = measure(selection, new Anchor(route, token), bed, new Command());
        // Where the events have standard output, the text for people goes elsewhere.
        return show(measured, EventStream.STDOUT.equals(config.jsonl()) ? err : out);
    }

    /**
     * Measures; blocks until the run has ended, at most half a minute longer than its deadline. Gives a report also when there
     * is no anchor, no token, or no place for the run's files. Several runs at once may not have the same anchor.
     *
     * @param bed its failure ends the run
     * @throws InterruptedException when this thread was interrupted: the run is given up without a report, its journal can
     *     be resumed
     */
    public Measured measure(RosterSelection selection, Anchor anchor, TestBed bed, Owner owner)
            throws InterruptedException {
        SecureRandom random = StrongRandom.system();
        RunConfig run = run(selection, random);
        Instant now = Clock.systemUTC().instant();
        Path directory = directory(now, run.runId()).orElse(null);
        try (ProgressListener progress = owner.progress(run)) {
            Judged judged = matrix(origin(now, selection.unusable()), random, progress, bed, owner)
                    .execute(run, directory, anchor);
            progress.ended(judged);
            return new Measured(judged, directory);
        }
    }

    /**
     * Goes on with an earlier run that has not ended, and shows the result; of a run that has ended it shows the report
     * again.
     *
     * @param run what that run was asked to do
     * @param directory of that run
     * @param anchor asked for only if the run has not ended
     * @param cancel ends the run instead, after its runners have told what they know
     * @throws EnvironmentException in one clear line when the run cannot go on
     */
    public ExitCode resume(RunConfig run, Path directory, Supplier<Anchor> anchor, boolean cancel)
            throws InterruptedException {
        return show(resume(run, directory, anchor, cancel, new Command()), out);
    }

    /** Like the other {@code resume}, and blocks as {@link #measure} does. */
    public Measured resume(RunConfig run, Path directory, Supplier<Anchor> anchor, boolean cancel, Owner owner)
            throws InterruptedException {
        SecureRandom random = StrongRandom.system();
        try (ProgressListener progress = owner.progress(run)) {
            Origin origin = origin(Clock.systemUTC().instant(), Map.of());
            Judged judged =
                    matrix(origin, random, progress, TestBed.NONE, owner).resume(run, directory, anchor, cancel);
            return new Measured(judged, directory);
        }
    }

    private ExitCode show(Measured measured, PrintWriter shown) {
        Path directory = measured.directory();
        return config.outputs().write(measured.judged(), RunDirectory.kept(directory), directory, shown, err);
    }

    /** A command at a terminal: it shows progress there, and signals end its run. */
    private final class Command implements Owner {
        @Override
        public ProgressListener progress(RunConfig run) {
            ProgressListener shown = config.outputs().progress(err);
            String target = config.jsonl();
            return target == null
                    ? shown
                    : ProgressListener.streaming(
                            shown, EventStream.open(target, run, Versions.withCommit(), Clock.systemUTC()));
        }

        @Override
        public Runnable stoppable(Consumer<RunEvent.Stopped> stop, ScheduledExecutorService timer) {
            return RunSignals.forwardTo(stop, timer)::close;
        }
    }

    private MatrixRun matrix(Origin origin, SecureRandom random, ProgressListener progress, TestBed bed, Owner owner) {
        return new MatrixRun(origin, config.commandAckMs(), random, progress, bed, owner);
    }

    private RunConfig run(RosterSelection selection, SecureRandom random) {
        byte[] id = new byte[16];
        random.nextBytes(id);
        return new RunConfig(
                HexFormat.of().formatHex(id),
                selection.anchor(),
                selection.roster(),
                selection.excluded(),
                config.plane(),
                config.pubsub(),
                config.limits(),
                selection.network(),
                config.perPair(),
                random.nextLong(),
                config.toleratedLoss(),
                selection.cells());
    }

    private Origin origin(Instant now, Map<NodeLabel, String> failedAnchors) {
        Map<String, String> unusable = new LinkedHashMap<>();
        failedAnchors.forEach((node, why) -> unusable.put(node.text(), why));
        return new Origin(
                STARTED.format(now),
                Versions.withCommit(),
                hostName(),
                config.commandLine(),
                config.options(),
                unusable);
    }

    /** From the kernel: Java would ask the network, which may take seconds. Empty where there is none. */
    private static String hostName() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException e) {
            return System.getenv().getOrDefault("HOSTNAME", "");
        }
    }

    /** Where the run leaves its files; empty when this user has no place for them, which is told. */
    private Optional<Path> directory(Instant now, String runId) {
        Path given = config.runDirectory();
        if (given != null) {
            if (config.replace()) {
                RunDirectory.empty(given);
            }
            return Optional.of(given);
        }
        try {
            Path chosen = config.runs();
            Path runs = chosen == null ? RunDirectory.runs(UserDirectories.of(System.getenv())) : chosen;
            RunDirectory.prune(runs, config.keepRuns() - 1); // the new one is the last
            return Optional.of(RunDirectory.named(runs, now, runId));
        } catch (EnvironmentException e) {
            err.println("the run goes on without its files: " + e.getMessage());
            err.flush();
            return Optional.empty();
        }
    }
}
