package dev.x0xtest.serve.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.coordinator.causes.kind.Pair;
import dev.x0xtest.coordinator.matrix.RosterSelection;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.serve.alert.sink.Sink;
import dev.x0xtest.serve.history.spool.History;
import dev.x0xtest.serve.incident.FleetModel;
import dev.x0xtest.serve.incident.IncidentRules;
import dev.x0xtest.serve.measure.Measured;
import dev.x0xtest.serve.measure.Measuring;
import dev.x0xtest.serve.measure.Target;
import dev.x0xtest.serve.model.EndedRun;
import dev.x0xtest.serve.schedule.Decision;
import dev.x0xtest.serve.schedule.RunEnd;
import dev.x0xtest.serve.schedule.harm.Harm;
import dev.x0xtest.serve.schedule.terms.NetworkSchedule;
import dev.x0xtest.serve.schedule.terms.RunPairs;
import dev.x0xtest.serve.schedule.terms.ScheduleConfig;
import dev.x0xtest.wire.Plane;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The daemon's loop in virtual time: the real {@link Watch}, history and alerts over the runs of a fleet that is simulated. The history
 * and each sink have their threads, as in the daemon.
 */
final class WatchRig implements AutoCloseable {
    static final NetworkSchedule SCHEDULE = new NetworkSchedule(
            FleetModel.SCOPE.network(),
            6,
            Plane.RAW,
            Duration.ofMinutes(5),
            null,
            5,
            Map.of(),
            List.of(LocalTime.of(3, 0)),
            ZoneOffset.UTC,
            1,
            2_048,
            Duration.ofMinutes(2));

    private static final Duration RUN = Duration.ofSeconds(4);

    final VirtualTime time;
    final FleetModel fleet;
    final Watch watch;

    /** When each run that the loop asked for has begun, ms since 1970. */
    final List<Long> begun = new ArrayList<>();

    /** How long runs take. */
    Duration runsTake = RUN;

    /** Whose run the runners are busy with; null: with none. */
    @Nullable
    String busyWith;

    private Decision.@Nullable Start running;

    /** Starts at once. */
    WatchRig(VirtualTime time, FleetModel fleet, History history, List<Sink> sinks) {
        this.time = time;
        this.fleet = fleet;
        List<RunConfig.Node> roster = fleet.nodes().stream()
                .map(label -> new RunConfig.Node(label, null))
                .toList();
        RosterSelection selection =
                new RosterSelection(fleet.nodes().get(0), roster, List.of(), FleetModel.SCOPE.network());
        Settings settings = new Settings(
                "fleet",
                List.of(new Target(FleetModel.SCOPE.network(), selection, List.of(), null, null)),
                new ScheduleConfig(List.of(SCHEDULE), ScheduleConfig.DailyBudget.suiting(List.of(SCHEDULE))),
                IncidentRules.defaults("fleet"));
        WatchParts parts = new WatchParts(history, sinks, null, time, time::nanos, new SplittableRandom(17), "test");
        watch = new Watch(settings, parts, new SerialLoop(time.executor()), Runs::new);
        watch.start();
    }

    void pass(Duration duration) {
        time.pass(duration);
    }

    /** Until a run goes on; it is in its midst then. */
    void passIntoARun() {
        for (int step = 0; running == null; step++) {
            assertThat(step).isLessThan(3_600);
            pass(Duration.ofSeconds(1));
        }
        pass(Duration.ofSeconds(1));
        assertThat(running).isNotNull();
    }

    /** Until no run goes on. */
    void passOutOfRuns() {
        for (int step = 0; running != null; step++) {
            assertThat(step).isLessThan(3_600);
            pass(Duration.ofSeconds(1));
        }
    }

    @Override
    public void close() {
        watch.close();
    }

    private final class Runs implements Measuring {
        private final Measuring.Listener listener;

        Runs(Measuring.Listener listener) {
            this.listener = listener;
        }

        @Override
        public void start(Decision.Start start, Target target) {
            assertThat(running).as("a second run at a time").isNull();
            running = start;
            String whose = busyWith;
            if (whose != null) {
                later(
                        Duration.ofSeconds(1),
                        start,
                        () -> new Measured(RunEnd.without(start.number(), RunEnd.Outcome.BUSY, whose), null));
                return;
            }
            begun.add(time.millis());
            long beganMs = time.millis();
            listener.began(start, fleet.nextRunId(), beganMs);
            later(runsTake, start, () -> measured(start, beganMs));
        }

        private void later(Duration after, Decision.Start start, Result result) {
            ScheduledFuture<?> unused = time.executor()
                    .schedule(
                            () -> {
                                running = null;
                                listener.ended(start, result.get());
                            },
                            after.toMillis(),
                            TimeUnit.MILLISECONDS);
        }

        private Measured measured(Decision.Start start, long beganMs) {
            List<Pair> pairs = start.pairs() instanceof RunPairs.These these
                    ? these.pairs().stream()
                            .map(pair -> new Pair(pair.from(), pair.to()))
                            .toList()
                    : fleet.all();
            EndedRun run = fleet.run(start.kind(), pairs, start.samples(), time.millis());
            return new Measured(
                    RunEnd.of(start.number(), run.report(), Harm.NONE),
                    new EndedRun(
                            start.scope(),
                            start.kind(),
                            start.schedule(),
                            beganMs,
                            time.millis(),
                            run.report(),
                            run.causes()));
        }

        @Override
        public void close() {
            // A run that goes on ends with the time that passes next, and nobody hears of it.
        }
    }

    private interface Result {
        Measured get();
    }
}
