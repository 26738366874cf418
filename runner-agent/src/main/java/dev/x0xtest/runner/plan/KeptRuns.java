package dev.x0xtest.runner.plan;

import dev.x0xtest.wire.plan.RunRef;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The ledgers of a runner's runs: one under way at most, those before it for an hour, sixteen in all. Pure. */
final class KeptRuns {
    private static final long KEPT_NANOS = 3_600_000_000_000L;
    private static final int KEPT = 16;

    private final Deque<KeptRun> kept = new ArrayDeque<>();

    /** The oldest first. */
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

    /** The run that leaves no room for another one. What waits for its coordinator does so for the lease. */
    @Nullable
    KeptRun underWay(long nowNanos, long wallMs) {
        return kept.stream()
                .filter(candidate -> underWay(candidate.run, nowNanos, wallMs))
                .findFirst()
                .orElse(null);
    }

    private static boolean underWay(PlanRun run, long nowNanos, long wallMs) {
        return switch (run.state()) {
            case RUNNING -> true;
            case ARMED, ROW_ENDED -> !run.leaseLapsed(nowNanos, wallMs);
            case FINAL -> false;
        };
    }

    /** Adds one and forgets what is too old or too much. */
    void add(KeptRun run, long nowNanos) {
        while (!kept.isEmpty() && (kept.size() >= KEPT || nowNanos - kept.getFirst().lastNanos >= KEPT_NANOS)) {
            kept.removeFirst();
        }
        kept.addLast(run);
    }

    /** A run and what belongs to it while it goes on. */
    static final class KeptRun {
        final PlanRun run;
        /** When its coordinator was last heard of. */
        long lastNanos;
        /** When progress was last told; {@code Long.MAX_VALUE}: there is none to be told any more. */
        long progressNanos;
        /** Messages other than hops. */
        long sent;

        boolean reported;
        boolean pumping;

        @Nullable
        ScheduledFuture<?> timer;

        KeptRun(PlanRun run, long nowNanos) {
            this.run = run;
            this.lastNanos = nowNanos;
            this.progressNanos = nowNanos;
        }
    }
}
