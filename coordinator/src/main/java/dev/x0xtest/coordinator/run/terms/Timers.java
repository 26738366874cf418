package dev.x0xtest.coordinator.run.terms;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.LongConsumer;

/** A queue of timers in nanoseconds of the run. Timers of the same nanosecond fire in the order of their creation. */
public final class Timers {
    private record Timer(long atNanos, long order, LongConsumer action) {}

    private final PriorityQueue<Timer> queue =
            new PriorityQueue<>(Comparator.comparingLong(Timer::atNanos).thenComparingLong(Timer::order));
    private long order;

    /**
     * Calls the action once, with the time at which it fires. Timers cannot be cancelled: the action checks whether it
     * still applies.
     */
    public void at(long nanos, LongConsumer action) {
        queue.add(new Timer(nanos, order++, action));
    }

    /** Every timer fires this much later: the run stood still for so long. */
    public void shift(long nanos) {
        List<Timer> shifted = queue.stream()
                .map(timer -> new Timer(timer.atNanos() + nanos, timer.order(), timer.action()))
                .toList();
        queue.clear();
        queue.addAll(shifted);
    }

    /** Time of the next timer; {@code Long.MAX_VALUE} when there is none. */
    public long nextNanos() {
        Timer next = queue.peek();
        return next == null ? Long.MAX_VALUE : next.atNanos();
    }

    /** Runs all timers that are due, also those that they add. */
    public void fire(long nowNanos) {
        for (Timer next = queue.peek(); next != null && next.atNanos() <= nowNanos; next = queue.peek()) {
            queue.remove();
            next.action().accept(nowNanos);
        }
    }
}
