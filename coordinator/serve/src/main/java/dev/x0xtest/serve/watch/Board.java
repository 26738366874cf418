package dev.x0xtest.serve.watch;

import dev.x0xtest.serve.api.live.Status;
import dev.x0xtest.serve.history.HistoryReader;
import dev.x0xtest.serve.history.HistoryStatus;
import dev.x0xtest.serve.model.EndedRun;
import dev.x0xtest.serve.model.Order;
import dev.x0xtest.serve.schedule.Decision;
import dev.x0xtest.serve.schedule.RunEnd;
import dev.x0xtest.serve.schedule.Scheduler;
import dev.x0xtest.serve.schedule.Standing;
import dev.x0xtest.serve.schedule.terms.Cost;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the daemon is, for all who ask. On the loop, but for {@link #last}. */
final class Board {
    private final String version;
    private final Map<String, String> lastRuns = new HashMap<>();
    private String fleet;
    private Status.@Nullable Running running;
    private @Nullable Long lastJudgedMs;
    private Status.Anchor anchor = Status.Anchor.UNKNOWN;
    private volatile Status last;

    Board(String version, String fleet) {
        this.version = version;
        this.fleet = fleet;
        this.last = new Status(
                version,
                fleet,
                Status.Role.LEADER,
                1,
                List.of(),
                null,
                new Status.Database("", Status.DatabaseState.OK, 0),
                new Status.Budget(0, 0, 0),
                new Status.Governor(1, ""),
                anchor,
                null,
                List.of());
    }

    void fleet(String name) {
        fleet = name;
    }

    /** The runs before this process, the newest first. */
    void lastJudged(List<HistoryReader.Run> runs) {
        runs.forEach(run -> lastRuns.putIfAbsent(run.schedule(), run.id()));
        runs.stream()
                .filter(run -> run.unobserved() < run.cells())
                .findFirst()
                .ifPresent(run -> lastJudgedMs = run.endedMs());
    }

    void running(Decision.Start start, String runId, long sinceMs) {
        running = new Status.Running(runId, start.scope(), start.kind(), start.schedule(), sinceMs);
    }

    @Nullable
    Long runningSinceMs() {
        return running == null ? null : Long.valueOf(running.sinceMs());
    }

    void notRunning() {
        running = null;
    }

    void ended(EndedRun run, RunEnd end) {
        lastRuns.put(run.schedule(), run.runId());
        if (end.outcome() == RunEnd.Outcome.DONE) {
            lastJudgedMs = run.endedMs();
            anchor = Status.Anchor.OK;
        }
        failed(end);
    }

    void failed(RunEnd end) {
        if (end.outcome() == RunEnd.Outcome.ANCHOR) {
            anchor = Status.Anchor.AWAY;
        } else if (end.outcome() == RunEnd.Outcome.BUSY) {
            anchor = Status.Anchor.OK;
        }
    }

    Status status(Scheduler scheduler, HistoryStatus database, List<Order> orders) {
        Cost spent = scheduler.spentToday();
        List<Status.Scheduled> schedule =
                scheduler.standings().stream().map(this::scheduled).toList();
        return new Status(
                version,
                fleet,
                Status.Role.LEADER,
                1,
                schedule,
                running,
                new Status.Database(
                        database.kind(),
                        Status.DatabaseState.valueOf(database.state().name()),
                        database.spooled()),
                new Status.Budget(spent.messages(), scheduler.config().budget().messages(), spent.x0xdBytes()),
                new Status.Governor(scheduler.factor(), scheduler.slowedBecause()),
                anchor,
                lastJudgedMs,
                orders);
    }

    private Status.Scheduled scheduled(Standing standing) {
        String name = standing.series().name();
        return new Status.Scheduled(
                name, standing.series().scope(), standing.everyMs() / 1_000, standing.nextDueMs(), lastRuns.get(name));
    }

    /** Shows it. Whether it is another one than before. */
    boolean published(Status status) {
        boolean changed = !status.equals(last);
        last = status;
        return changed;
    }

    Status last() {
        return last;
    }
}
