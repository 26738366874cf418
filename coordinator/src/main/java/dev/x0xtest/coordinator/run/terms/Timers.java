package dev.x0xtest.coordinator.run.terms;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.LongConsumer;

/** What is to be looked at again, and when. Of two timers of the same nanosecond the older fires first. */
public final class Timers {
    private record Timer(long atNanos, long order, LongConsumer action) {}

    private final PriorityQueue<Timer> queue =
            new PriorityQueue<>(Comparator.comparingLong(Timer::atNanos).thenComparingLong(Timer::order));
    private long order;

    /** Calls the action with the time it fires at; it must itself check whether it is still wanted. */
    public void at(long nanos, LongConsumer action) {
        queue.add(new Timer(nanos, order++, action));
    }

    /** Time of the next timer; {@code Long.MAX_VALUE} when there is none. */
    public long nextNanos() {
        Timer next = queue.peek();
        return next == null ? Long.MAX_VALUE : next.atNanos();
    }

    public void fire(long nowNanos) {
        for (Timer next = queue.peek(); next != null && next.atNanos() <= nowNanos; next = queue.peek()) {
            queue.remove();
            next.action().accept(nowNanos);
        }
    }
}
