package dev.x0xtest.runner.plan;

import dev.x0xtest.daemon.Deadline;
import dev.x0xtest.runner.evidence.RunEvidence;
import dev.x0xtest.runner.plan.run.PlanRun;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.plan.Plan;
import dev.x0xtest.wire.plan.RunRef;
import dev.x0xtest.wire.plan.Status;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The ledgers of a runner's runs: at most one active run, and ended runs for an hour, at most sixteen together. Pure.
 */
final class KeptRuns {
    private static final long KEPT_NANOS = 3_600_000_000_000L;
    private static final int KEPT = 16;

    private final Deque<KeptRun> kept = new ArrayDeque<>();

    /** All runs, oldest first. */
    Collection<KeptRun> all() {
        return Collections.unmodifiableCollection(kept);
    }

    @Nullable
    KeptRun latest() {
        return kept.peekLast();
    }

    @Nullable
    KeptRun find(RunRef ref) {
        return kept.stream()
                .filter(candidate -> candidate.run.is(ref))
                .findFirst()
                .orElse(null);
    }

    /** The other epochs of the plan's run, of this coordinator, oldest first. */
    List<KeptRun> epochsOf(Plan plan, AgentId coordinator) {
        return kept.stream()
                .filter(known -> known.run.coordinator().equals(coordinator)
                        && known.run.plan().firstRun().equals(plan.firstRun())
                        && known.run.plan().epoch() != plan.epoch())
                .toList();
    }

    /** All runs as {@code status} shows them, oldest first. */
    List<Status.Run> known(long nowNanos, long wallMs) {
        return kept.stream()
                .map(known -> new Status.Run(
                        known.run.plan().run(),
                        known.run.plan().epoch(),
                        known.run.coordinator().hex(),
                        known.run.heardAgoMs(nowNanos),
                        known.run.statusState(nowNanos, wallMs),
                        known.run.armedAtMs()))
                .toList();
    }

    /** Whether the agent is in the roster of one of them. */
    boolean inRoster(AgentId agent) {
        return kept.stream()
                .anyMatch(known -> known.run.plan().roster().stream()
                        .anyMatch(node -> node.agentId().equals(agent.hex())));
    }

    /**
     * The active run, which excludes another one. A run that waits for its coordinator is active until its lease
     * lapses.
     *
     * @param except runs that the next one replaces
     */
    @Nullable
    KeptRun underWay(Collection<KeptRun> except, long nowNanos, long wallMs) {
        return kept.stream()
                .filter(candidate -> !except.contains(candidate) && underWay(candidate.run, nowNanos, wallMs))
                .findFirst()
                .orElse(null);
    }

    /** Whether it is under way. */
    static boolean underWay(PlanRun run, long nowNanos, long wallMs) {
        return switch (run.state()) {
            case RUNNING -> true;
            case ARMED, ROW_ENDED -> !run.leaseLapsed(nowNanos, wallMs);
            case FINAL -> false;
        };
    }

    /** Adds a run. Removes and returns those that are too old or too many. */
    List<KeptRun> add(KeptRun run, long nowNanos) {
        List<KeptRun> removed = new ArrayList<>();
        while (!kept.isEmpty() && (kept.size() >= KEPT || nowNanos - kept.getFirst().lastNanos >= KEPT_NANOS)) {
            KeptRun oldest = kept.removeFirst();
            oldest.timer.cancel();
            removed.add(oldest);
        }
        kept.addLast(run);
        return removed;
    }

    /** A run and its progress reports. */
    static final class KeptRun {
        final PlanRun run;
        /** Runs the next hop that is due. */
        final Deadline timer;
        /** When its coordinator was last heard from. */
        long lastNanos;
        /** When anything was last sent to its coordinator; {@code Long.MAX_VALUE} when no more is to be sent. */
        long progressNanos;
        /** Messages sent for the run, hops not counted. */
        long sent;

        /** Ends when the daemon's history has been read for the run; null: it was not needed yet. */
        @Nullable
        CompletableFuture<@Nullable Void> history;

        boolean reported;
        boolean pumping;

        final RunEvidence evidence;

        KeptRun(PlanRun run, Deadline timer, RunEvidence evidence, long nowNanos) {
            this.run = run;
            this.evidence = evidence;
            this.timer = timer;
            this.lastNanos = nowNanos;
            this.progressNanos = nowNanos;
        }

        /** A command of its coordinator is answered: that shows that the runner lives. */
        void answers(long nowNanos) {
            lastNanos = nowNanos;
            sent++;
            if (progressNanos != Long.MAX_VALUE) {
                progressNanos = nowNanos;
            }
        }

        /** How long its ledger is still kept if its coordinator stays silent. */
        long keptNanos(long nowNanos) {
            return Math.max(0, lastNanos + KEPT_NANOS - nowNanos);
        }
    }
}
