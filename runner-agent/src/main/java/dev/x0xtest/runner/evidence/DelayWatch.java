package dev.x0xtest.runner.evidence;

import dev.x0xtest.wire.plan.Evidence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * By how much a timer is late. A process that does not get the processor, that is stopped or that collects garbage runs its
 * timer late, and handles everything else as late. Pure.
 */
final class DelayWatch {
    /** How often the timer is to run. */
    static final long INTERVAL_NANOS = 50_000_000L;

    private static final long NANOS_PER_MS = 1_000_000L;
    /** Delays from here on are kept as windows: a hop takes tens of ms, and a busy machine is often 10 ms late. */
    private static final long WINDOW_NANOS = 100 * NANOS_PER_MS;

    private static final Comparator<Evidence.Window> BY_LENGTH =
            Comparator.comparingLong(window -> window.toMs() - window.fromMs());

    private final long goNanos;
    private final List<Evidence.Window> windows = new ArrayList<>();
    private long dueNanos;
    private long worstNanos;

    /** Begins: the timer is due one interval from now. */
    DelayWatch(long goNanos, long nowNanos) {
        this.goNanos = goNanos;
        next(nowNanos);
    }

    /** The timer is set again: it is due one interval from now. */
    void next(long nowNanos) {
        dueNanos = nowNanos + INTERVAL_NANOS;
    }

    /** It is now this late: counts a timer that is overdue, whether it has run or not. */
    void at(long nowNanos) {
        long lateNanos = nowNanos - dueNanos;
        if (lateNanos <= 0) {
            return;
        }
        worstNanos = Math.max(worstNanos, lateNanos);
        if (lateNanos >= WINDOW_NANOS) {
            windows.add(new Evidence.Window((dueNanos - goNanos) / NANOS_PER_MS, (nowNanos - goNanos) / NANOS_PER_MS));
            if (windows.size() > Evidence.WINDOWS) {
                windows.remove(windows.stream().min(BY_LENGTH).orElseThrow());
            }
        }
        // The same delay must not count again when the overdue timer runs.
        next(nowNanos);
    }

    long worstMs() {
        return worstNanos / NANOS_PER_MS;
    }

    /** The longest windows, in order of time. */
    List<Evidence.Window> windows() {
        return List.copyOf(windows);
    }
}
