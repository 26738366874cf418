package dev.x0xtest.serve.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * The clocks of a machine, and executors whose tasks run on the thread that lets time pass. A task that holds that thread up for
 * real takes as long in virtual time: what blocks the loop shows. Tasks come from that thread alone; the clocks are for any.
 */
final class VirtualTime implements InstantSource {
    /** Shorter pauses are those of the collector and of a busy machine. */
    private static final long LEAST_HANG_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final PriorityQueue<Task> tasks = new PriorityQueue<>();
    private volatile long nanos;
    private volatile long wallMs;
    private long numbers;

    VirtualTime(String at) {
        wallMs = Instant.parse(at).toEpochMilli();
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(wallMs);
    }

    @Override
    public long millis() {
        return wallMs;
    }

    /** Monotonic time. */
    long nanos() {
        return nanos;
    }

    /** Lets time pass, and does what is due. */
    void pass(Duration duration) {
        long until = nanos + duration.toNanos();
        while (true) {
            Task next = tasks.peek();
            if (next == null || next.atNanos > until) {
                to(Math.max(nanos, until));
                return;
            }
            tasks.remove();
            to(Math.max(nanos, next.atNanos));
            long began = System.nanoTime();
            next.run();
            long took = System.nanoTime() - began;
            if (took > LEAST_HANG_NANOS) {
                to(nanos + took);
            }
        }
    }

    /** The machine sleeps: only the wall clock goes on. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes, others read
    void sleep(Duration duration) {
        wallMs += duration.toMillis();
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes, others read
    private void to(long atNanos) {
        wallMs += atNanos / 1_000_000 - nanos / 1_000_000;
        nanos = atNanos;
    }

    /** Runs tasks one after the other in this time, until it is shut down. */
    ScheduledExecutorService executor() {
        return new Executor();
    }

    private final class Executor extends AbstractExecutorService implements ScheduledExecutorService {
        private final List<Task> own = new ArrayList<>();
        private boolean down;

        @Override
        public void execute(Runnable command) {
            schedule(command, 0, TimeUnit.NANOSECONDS);
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
            return add(command, unit.toNanos(delay), 0);
        }

        @Override
        public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long first, long delay, TimeUnit unit) {
            return add(command, unit.toNanos(first), unit.toNanos(delay));
        }

        private Task add(Runnable command, long delayNanos, long everyNanos) {
            if (down) {
                throw new RejectedExecutionException("it is shut down");
            }
            own.removeIf(FutureTask::isDone);
            Task task = new Task(command, nanos + delayNanos, everyNanos, this);
            own.add(task);
            tasks.add(task);
            return task;
        }

        /** Tasks that are due still run with the time that passes next; later ones do not. */
        @Override
        public void shutdown() {
            down = true;
            own.stream()
                    .filter(task -> task.atNanos > nanos || task.everyNanos > 0)
                    .forEach(task -> task.cancel(false));
            pass(Duration.ZERO);
        }

        @Override
        public List<Runnable> shutdownNow() {
            shutdown();
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return down;
        }

        @Override
        public boolean isTerminated() {
            return down;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return down;
        }

        @Override
        public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long first, long period, TimeUnit unit) {
            throw new UnsupportedOperationException();
        }
    }

    private final class Task extends FutureTask<Object> implements RunnableScheduledFuture<Object> {
        private final Executor of;
        private final long number = numbers++;
        private final long everyNanos;
        private long atNanos;

        Task(Runnable command, long atNanos, long everyNanos, Executor of) {
            super(command, true);
            this.atNanos = atNanos;
            this.everyNanos = everyNanos;
            this.of = of;
        }

        @Override
        public void run() {
            if (everyNanos == 0) {
                super.run();
            } else if (runAndReset() && !of.isShutdown()) {
                atNanos = nanos + everyNanos;
                tasks.add(this);
            }
        }

        @Override
        public boolean isPeriodic() {
            return everyNanos > 0;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(atNanos - nanos, TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            Task task = (Task) other;
            int byTime = Long.compare(atNanos, task.atNanos);
            return byTime == 0 ? Long.compare(number, task.number) : byTime;
        }
    }
}
