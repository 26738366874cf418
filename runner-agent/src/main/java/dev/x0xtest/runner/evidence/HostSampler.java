package dev.x0xtest.runner.evidence;

import dev.x0xtest.daemon.Deadline;
import dev.x0xtest.wire.plan.Evidence;
import io.netty.channel.EventLoop;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Watches during one run how late the event loop is. A timer runs while the run is under way; without a run there is none.
 * Confined to the event loop.
 */
final class HostSampler {
    private final EventLoop loop;
    private final HostFacts.Source facts;
    private final BooleanSupplier underWay;
    private final HostFacts atGo;
    private final DelayWatch delays;
    private final Deadline timer;
    private Evidence.@Nullable Host last;

    /** Begins to watch a run whose {@code go} was then, until it is no longer under way. */
    HostSampler(EventLoop loop, HostFacts.Source facts, long goNanos, BooleanSupplier underWay) {
        this.loop = loop;
        this.facts = facts;
        this.underWay = underWay;
        this.atGo = facts.read();
        this.delays = new DelayWatch(goNanos, now());
        this.timer = Deadline.afterNanos(loop, DelayWatch.INTERVAL_NANOS, this::tick);
    }

    private void tick() {
        delays.at(now());
        if (underWay.getAsBoolean()) {
            delays.next(now());
            timer.setNanos(DelayWatch.INTERVAL_NANOS, this::tick);
        } else {
            last = sample();
        }
    }

    /** How busy the host was until now, or until the run ended. */
    Evidence.Host read() {
        Evidence.Host ended = last;
        if (ended != null) {
            return ended;
        }
        // A report may be asked for by a message that was handled before the overdue timer.
        delays.at(now());
        return sample();
    }

    /** By how much the event loop was late at most, until now or until the run ended. */
    long worstMs() {
        Evidence.Host ended = last;
        if (ended != null) {
            return ended.worstDelayMs();
        }
        delays.at(now());
        return delays.worstMs();
    }

    private Evidence.Host sample() {
        HostFacts since = facts.read().since(atGo);
        return new Evidence.Host(
                delays.worstMs(), since.collectingMs(), since.stolenMs(), since.throttledMs(), delays.windows());
    }

    private long now() {
        return loop.ticker().nanoTime();
    }
}
