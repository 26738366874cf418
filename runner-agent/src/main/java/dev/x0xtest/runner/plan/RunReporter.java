package dev.x0xtest.runner.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.runner.action.CoverageProbe;
import dev.x0xtest.runner.history.HistoryReader;
import dev.x0xtest.runner.plan.PlanRuns.RunResults;
import dev.x0xtest.runner.plan.run.PlanRun;
import dev.x0xtest.wire.plan.Plan;
import dev.x0xtest.wire.plan.PlanActions;
import dev.x0xtest.wire.plan.RunRef;
import dev.x0xtest.wire.plan.RunReport;
import io.netty.channel.EventLoop;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the coordinator of a run the final report, and its progress: when the row has ended, and when the runner has sent
 * the coordinator nothing for a while. A coordinator that renews the lease gets the same from the answer. Confined to the
 * event loop.
 */
final class RunReporter {
    private static final Logger log = LoggerFactory.getLogger(RunReporter.class);
    /** Two renewals fit in: only a runner that missed both sends progress. */
    private static final long PROGRESS_NANOS = 10_000_000_000L;

    private static final long FLEET_PROGRESS_NANOS = 10_000_000L;
    /**
     * In a healthy fleet a column completes shortly after the rows; the report then makes this progress message
     * unnecessary.
     */
    private static final long ROW_ENDED_MILLIS = 250;

    private final EventLoop loop;
    private final Clock clock;
    private final CoverageProbe coverage;
    private final HistoryReader history;
    private final RunResults results;

    RunReporter(EventLoop loop, Clock clock, CoverageProbe coverage, HistoryReader history, RunResults results) {
        this.loop = loop;
        this.clock = clock;
        this.coverage = coverage;
        this.history = history;
        this.results = results;
    }

    /** Sends what the run's state requires: progress, or the final report. */
    void settle(KeptRuns.KeptRun running) {
        PlanRun.State state = running.run.state();
        if (state == PlanRun.State.FINAL && !running.reported) {
            running.reported = true;
            report(running).thenAccept(report -> sendReport(running, report));
        } else if (state == PlanRun.State.ROW_ENDED && running.progressNanos != Long.MAX_VALUE) {
            running.progressNanos = Long.MAX_VALUE;
            var unused = loop.schedule(() -> stillOnlyRowEnded(running), ROW_ENDED_MILLIS, TimeUnit.MILLISECONDS);
        } else if (state == PlanRun.State.RUNNING && nowNanos() - running.progressNanos >= progressNanos(running)) {
            running.progressNanos = nowNanos();
            progress(running, state.label());
        }
    }

    private void stillOnlyRowEnded(KeptRuns.KeptRun running) {
        PlanRun.State state = running.run.state();
        if (state == PlanRun.State.ROW_ENDED) {
            progress(running, state.label());
        }
    }

    /** The longest silence of a running runner; longer if the coordinator would get more than 100 messages a second. */
    private static long progressNanos(KeptRuns.KeptRun running) {
        int nodes = running.run.plan().roster().size();
        return Math.max(PROGRESS_NANOS, nodes * FLEET_PROGRESS_NANOS);
    }

    void progress(KeptRuns.KeptRun running, String named) {
        running.sent++;
        send(running, PlanActions.PROGRESS, PlanActions.PROGRESS_DETAILS.encode(running.run.progress(named)));
    }

    private void sendReport(KeptRuns.KeptRun running, RunReport report) {
        send(
                running,
                PlanActions.REPORT.resultKind(),
                PlanActions.REPORT.details().encode(report));
        log.info(
                "report sent: {} row={} column={}",
                running.run.plan(),
                report.row().size(),
                report.column().size());
    }

    private void send(KeptRuns.KeptRun running, String kind, ObjectNode details) {
        Plan plan = running.run.plan();
        results.send(
                running.run.coordinator(),
                running.run.chunks(),
                kind,
                PlanActions.reportId(RunRef.of(plan), plan.index()),
                details);
    }

    /** Makes the report. Probes coverage and reads the daemon's history only if a hop is missing. */
    CompletableFuture<RunReport> report(KeptRuns.KeptRun running) {
        running.sent++;
        if (running.run.columnComplete()) {
            return running.evidence
                    .quickly()
                    .thenApply(evidence ->
                            evidence.in(running.run.report(coverage.now(), null, running.sent, nowNanos())));
        }
        CompletableFuture<CoverageProbe.Coverage> covered = coverage.read(true);
        return covered.thenCombine(
                        historyRead(running),
                        (seen, read) -> running.run.report(seen.attachment(), seen.selfDm(), running.sent, nowNanos()))
                .thenCombine(running.evidence.with(covered), (report, evidence) -> evidence.in(report));
    }

    private CompletableFuture<@Nullable Void> historyRead(KeptRuns.KeptRun running) {
        CompletableFuture<@Nullable Void> known = running.history;
        if (known != null && !known.isDone()) {
            return known;
        }
        if (!running.run.wantsHistory()) {
            return CompletableFuture.completedFuture(null);
        }
        long begunNanos = nowNanos();
        CompletableFuture<@Nullable Void> reading = read(running.run)
                .thenAccept(read -> running.run.historyRead(read, begunNanos, nowNanos(), clock.millis()));
        running.history = reading;
        return reading;
    }

    private CompletableFuture<HistoryReader.Reading> read(PlanRun run) {
        return history.read(run.missing(), run.armedAtMs(), (author, hop) -> run.found(author, hop, nowNanos()));
    }

    /**
     * The stream is attached again. What came meanwhile is looked for at once: found now, a hop is still in time for
     * certain; found at the end of the run, nobody knows.
     */
    void reattached(KeptRuns.KeptRun running) {
        if (running.run.state() == PlanRun.State.RUNNING || running.run.state() == PlanRun.State.ROW_ENDED) {
            var unused = read(running.run);
        }
    }

    private long nowNanos() {
        return loop.ticker().nanoTime();
    }
}
