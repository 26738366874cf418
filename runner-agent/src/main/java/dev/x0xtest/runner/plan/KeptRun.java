package dev.x0xtest.runner.plan;

import io.netty.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;

/** A run and what belongs to it while it goes on. */
final class KeptRun {
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
