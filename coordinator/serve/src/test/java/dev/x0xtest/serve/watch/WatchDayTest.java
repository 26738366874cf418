package dev.x0xtest.serve.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.serve.api.live.LiveEvent;
import dev.x0xtest.serve.api.live.OrderRequest;
import dev.x0xtest.serve.history.HistoryReader;
import dev.x0xtest.serve.history.database.DatabaseUrl;
import dev.x0xtest.serve.history.spool.History;
import dev.x0xtest.serve.history.store.Retention;
import dev.x0xtest.serve.incident.FleetModel;
import dev.x0xtest.serve.model.Incident;
import dev.x0xtest.serve.model.Order;
import dev.x0xtest.serve.model.RunKind;
import dev.x0xtest.serve.model.SkippedTick;
import dev.x0xtest.serve.schedule.terms.Series;
import dev.x0xtest.wire.NodeLabel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A day of the whole loop over six simulated nodes that lose one hop in a hundred, with all that can come between. */
@Timeout(120)
class WatchDayTest {
    private static final String MIDNIGHT = "2026-05-06T00:00:10Z";
    private static final Duration HOUR = Duration.ofHours(1);
    /** A tick starts later by jitter, and waits for a run that goes on. */
    private static final long LATE_MS = 30_000 + 150_000 + 10_000;

    private static final int MANY = 5_000;

    @TempDir
    private Path directory;

    private final long seed = Long.getLong("watch.seed", 17);
    private final VirtualTime time = new VirtualTime(MIDNIGHT);
    private final FleetModel fleet = new FleetModel(6, 0.01, new SplittableRandom(seed));

    private final Set<String> opened = new HashSet<>();

    private History history() {
        return History.open(new History.Config(
                DatabaseUrl.ofFile(directory.resolve("history.db")),
                directory.resolve("state"),
                time,
                Retention.STANDARD));
    }

    private WatchRig rig() {
        WatchRig rig = new WatchRig(time, fleet, history(), List.of());
        rig.watch.subscribe(event -> {
            if (event instanceof LiveEvent.IncidentChanged changed
                    && changed.incident().state() == Incident.State.OPEN) {
                opened.add(changed.incident().kind());
            }
        });
        return rig;
    }

    @Test
    void noTickThatWasDueIsWithoutARunOrAGapWithAReason() {
        long startMs = time.millis();
        try (WatchRig rig = rig()) {
            rig.pass(HOUR.multipliedBy(4));
            fleet.breakPair("n1", "n2");
            fleet.breakPair("n2", "n1");
            rig.pass(HOUR);
            fleet.broken.clear();
            rig.pass(HOUR);
            rig.busyWith = "run 0123abcd of coordinator 89ef4567";
            rig.pass(HOUR);
            rig.busyWith = null;
            rig.pass(HOUR);
            fleet.silent.add(new NodeLabel("n4"));
            rig.pass(HOUR);
            fleet.silent.clear();
            rig.passIntoARun();
        }
        time.pass(Duration.ofMinutes(37));
        try (WatchRig rig = rig()) {
            rig.pass(HOUR.multipliedBy(2));
            CompletionStage<Order> pause = rig.watch.order(
                    new OrderRequest(Order.Kind.PAUSE, "", time.millis() + HOUR.toMillis(), "moving house", "anna"));
            rig.pass(HOUR.multipliedBy(2));
            assertThat(pause.toCompletableFuture()).isCompleted();
            time.sleep(HOUR);
            rig.pass(HOUR);
            rig.runsTake = Duration.ofMinutes(13);
            rig.pass(Duration.ofMinutes(20));
            rig.runsTake = Duration.ofSeconds(4);
            rig.pass(Duration.ofMillis(startMs).plusDays(1).minusMillis(time.millis()));
            rig.passOutOfRuns();
        }
        try (History known = history()) {
            List<HistoryReader.Run> runs = known.reader().runs(FleetModel.SCOPE, MANY, Long.MAX_VALUE);
            List<SkippedTick> gaps = known.reader().skipped(FleetModel.SCOPE, 0, Long.MAX_VALUE);
            for (Series series : WatchRig.SCHEDULE.series()) {
                everyTickIsAccountedFor(series, startMs, runs, gaps);
            }
            oneAtATime(runs);
            assertThat(runs.stream().filter(run -> run.verdict().equals("cut")))
                    .as("the run in which the daemon was ended")
                    .hasSize(1);
            assertThat(gaps.stream().map(SkippedTick::reason).distinct())
                    .containsExactlyInAnyOrder(
                            SkippedTick.Reason.BUSY,
                            SkippedTick.Reason.PAUSED,
                            SkippedTick.Reason.MISSED,
                            SkippedTick.Reason.RUNNING);
            assertThat(opened).as("incidents, seed %d", seed).contains("LINK", "BLIND", "NODE");
            assertThat(known.reader().incidents(FleetModel.SCOPE, true, MANY, Long.MAX_VALUE))
                    .as("what lasts at the end of the day, seed %d", seed)
                    .noneMatch(one -> one.state() == Incident.State.OPEN);
        }
    }

    private void everyTickIsAccountedFor(
            Series series, long startMs, List<HistoryReader.Run> runs, List<SkippedTick> gaps) {
        List<HistoryReader.Run> own = runs.stream()
                .filter(run -> run.schedule().equals(series.name()))
                .sorted(Comparator.comparingLong(HistoryReader.Run::startedMs))
                .toList();
        Set<String> used = new HashSet<>();
        int due = 0;
        for (long atMs = series.ticks().after(startMs);
                atMs + LATE_MS < time.millis();
                atMs = series.ticks().after(atMs)) {
            long tick = atMs;
            due++;
            boolean ran = own.stream()
                    .filter(run -> run.startedMs() >= tick && run.startedMs() <= tick + LATE_MS)
                    .anyMatch(run -> used.add(run.id()));
            boolean gap = gaps.stream()
                    .anyMatch(one ->
                            one.schedule().equals(series.name()) && one.dueMs() <= tick && tick <= one.untilMs());
            assertThat(ran || gap)
                    .as("the tick of %s at %s, seed %d", series.name(), Instant.ofEpochMilli(tick), seed)
                    .isTrue();
        }
        assertThat(due).as("ticks of %s", series.name()).isPositive();
        if (series.kind() == RunKind.FULL) {
            assertThat(due).isGreaterThan(280);
            assertThat(used).as("most ticks have a run").hasSizeGreaterThan(200);
        }
    }

    private static void oneAtATime(List<HistoryReader.Run> runs) {
        List<HistoryReader.Run> inOrder = runs.stream()
                .sorted(Comparator.comparingLong(HistoryReader.Run::startedMs))
                .toList();
        for (int at = 1; at < inOrder.size(); at++) {
            assertThat(inOrder.get(at).startedMs())
                    .isGreaterThanOrEqualTo(inOrder.get(at - 1).endedMs());
        }
    }
}
