package dev.x0xtest.serve.measure;

import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.cli.UsageException;
import dev.x0xtest.coordinator.causes.Judged;
import dev.x0xtest.coordinator.command.options.AnchorOptions;
import dev.x0xtest.coordinator.events.DecidedPairs;
import dev.x0xtest.coordinator.matrix.Measurement;
import dev.x0xtest.coordinator.matrix.ProgressListener;
import dev.x0xtest.coordinator.matrix.RosterSelection;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.run.RunState;
import dev.x0xtest.coordinator.run.terms.DeclaredCells;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.coordinator.run.terms.RunEffect;
import dev.x0xtest.coordinator.run.terms.RunEvent;
import dev.x0xtest.serve.model.EndedRun;
import dev.x0xtest.serve.model.RunKind;
import dev.x0xtest.serve.schedule.Decision;
import dev.x0xtest.serve.schedule.RunEnd;
import dev.x0xtest.serve.schedule.harm.AnchorCounters;
import dev.x0xtest.serve.schedule.harm.Harm;
import dev.x0xtest.serve.schedule.terms.NetworkSchedule;
import dev.x0xtest.serve.schedule.terms.RunPairs;
import dev.x0xtest.wire.NetworkName;
import dev.x0xtest.wire.NodeLabel;
import java.io.PrintWriter;
import java.io.Writer;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes one run after another on a thread of its own. Methods may be called from any thread and do not wait. */
public final class MeasuringThread implements Measuring {
    private static final Logger log = LoggerFactory.getLogger(MeasuringThread.class);
    private static final long COLLECT_MS = 3_000;

    private final Listener listener;
    private final InstantSource wall;
    private final ExecutorService thread;
    private final Map<Daemon, AnchorCounters> counters = new HashMap<>();
    private volatile @Nullable Consumer<RunEvent.Stopped> stop;
    private volatile boolean closed;

    /** An anchor's x0xd: each network has its own on the same host. */
    private record Daemon(NetworkName network, NodeLabel node) {}

    /** Starts its thread with the first run. */
    public MeasuringThread(Listener listener, InstantSource wall) {
        this.listener = listener;
        this.wall = wall;
        this.thread = Executors.newSingleThreadExecutor(task -> {
            Thread made = new Thread(task, "x0xtest-measure");
            made.setDaemon(true);
            return made;
        });
    }

    @Override
    public void start(Decision.Start start, Target target) {
        thread.execute(() -> listener.ended(start, measured(start, target)));
    }

    private Measured measured(Decision.Start start, Target whole) {
        try {
            Target target = whole.without(start.excluded())
                    .orElseThrow(
                            () -> new UsageException("too few nodes or no anchor are left: the others are excluded"));
            return run(start, target);
        } catch (EnvironmentException e) {
            return without(start, RunEnd.Outcome.ANCHOR, e);
        } catch (UsageException e) {
            return without(start, RunEnd.Outcome.FAILED, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return without(start, RunEnd.Outcome.FAILED, e);
        } catch (RuntimeException | Error e) {
            log.error("a run failed", e);
            return without(start, RunEnd.Outcome.FAILED, e);
        }
    }

    private static Measured without(Decision.Start start, RunEnd.Outcome outcome, Throwable why) {
        String text = why.getMessage() == null ? why.toString() : why.getMessage();
        return new Measured(RunEnd.without(start.number(), outcome, text), null);
    }

    private Measured run(Decision.Start start, Target target) throws InterruptedException {
        Map<NodeLabel, String> unusable = new LinkedHashMap<>();
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        AnchorOptions.Anchor anchor = AnchorOptions.firstUsable(target.anchors(), nowhere, unusable);
        unusable.forEach((node, why) -> listener.noted("the anchor " + node.text() + " cannot be used: " + why));
        RosterSelection selection = target.selection()
                .with(anchor.node(), unusable)
                .sparse(cells(start.pairs(), target.selection().labels()));
        Measurement measurement = new Measurement(config(start, target));
        long startedMs = wall.millis();
        Measurement.Measured measured = measurement.measure(
                selection,
                new Measurement.Anchor(anchor.route(), anchor.token()),
                Measurement.TestBed.NONE,
                new Owner(start));
        Judged judged = measured.judged();
        Report report = judged.report();
        Daemon daemon = new Daemon(target.network(), anchor.node());
        AnchorCounters before = counters.getOrDefault(daemon, AnchorCounters.UNKNOWN);
        AnchorCounters after = report.anchor() == null ? AnchorCounters.UNKNOWN : AnchorReads.counters(anchor);
        counters.put(daemon, after);
        return ended(start, judged, startedMs, Harm.of(report, before, after, NetworkSchedule.MOST_NODES_IN_FULL));
    }

    /** The pairs of a sparse run, as in {@link RunConfig}; null: all. */
    private static @Nullable List<List<Integer>> cells(RunPairs pairs, List<NodeLabel> roster) {
        if (pairs instanceof RunPairs.Rotated rotated) {
            return rotated.degree() >= roster.size() - 1
                    ? null
                    : DeclaredCells.rotation(roster.size(), rotated.degree(), rotated.round())
                            .rows();
        }
        if (pairs instanceof RunPairs.These these) {
            List<DeclaredCells.Pair> left = these.pairs().stream()
                    .filter(pair -> roster.contains(pair.from()) && roster.contains(pair.to()))
                    .map(pair -> new DeclaredCells.Pair(pair.from(), pair.to()))
                    .toList();
            if (left.isEmpty()) {
                throw new UsageException("no pair of the run is in the fleet any more");
            }
            return DeclaredCells.of(roster, left).rows();
        }
        return null;
    }

    private Measured ended(Decision.Start start, Judged judged, long startedMs, Harm harm) {
        Report report = judged.report();
        EndedRun run = new EndedRun(
                start.scope(), start.kind(), start.schedule(), startedMs, wall.millis(), report, judged.causes());
        RunEnd end = RunEnd.of(start.number(), report, harm);
        boolean gap = end.outcome() == RunEnd.Outcome.BUSY && !start.schedule().isEmpty();
        return new Measured(end, gap ? null : run);
    }

    private static Measurement.Config config(Decision.Start start, Target target) {
        Integer together = target.fleetRate();
        RunConfig.Limits limits = RunConfig.Limits.usual(start.scope().plane(), start.samples(), start.deadline())
                .sending(
                        start.payloadBytes(),
                        start.kind() == RunKind.BURST,
                        Math.max(1, RunConfig.Limits.RATE / start.slowdown()),
                        together == null ? null : Integer.valueOf(Math.max(1, together / start.slowdown())));
        return Measurement.Config.silentBelow(
                target.runs(),
                start.scope().plane(),
                limits,
                Map.of("schedule", start.schedule(), "kind", start.kind().label()));
    }

    private final class Owner implements Measurement.Owner {
        private final Decision.Start start;

        Owner(Decision.Start start) {
            this.start = start;
        }

        @Override
        public ProgressListener progress(RunConfig run) {
            listener.began(start, run.runId(), wall.millis());
            DecidedPairs pairs = new DecidedPairs(run, cell -> listener.decided(start, run.runId(), cell));
            return new ProgressListener() {
                @Override
                public void progressed(RunEffect.Progressed progress) {}

                @Override
                public void took(RunState state, List<RunEffect> effects) {
                    pairs.look(state, effects);
                }

                @Override
                public void noted(String text) {
                    listener.noted(text);
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public Runnable stoppable(Consumer<RunEvent.Stopped> ending, ScheduledExecutorService timer) {
            stop = ending;
            if (closed) {
                MeasuringThread.this.stop();
            }
            return () -> stop = null;
        }
    }

    /** Ends the run under way; its runners have three seconds to tell what they know. */
    public void stop() {
        Consumer<RunEvent.Stopped> ending = stop;
        if (ending != null) {
            ending.accept(new RunEvent.Stopped(Report.TERMINATED, null, COLLECT_MS));
        }
    }

    /** Ends the run under way and waits for it, {@code 15} s at most; no other one begins. */
    @Override
    public void close() {
        closed = true;
        thread.shutdown();
        stop();
        try {
            if (!thread.awaitTermination(15, TimeUnit.SECONDS)) {
                log.warn("the run under way did not end within 15 s");
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
