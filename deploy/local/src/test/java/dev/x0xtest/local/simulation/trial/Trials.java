package dev.x0xtest.local.simulation.trial;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** Runs trials on two threads, each on one of them, and counts what occurred. */
final class Trials {
    private static final int THREADS = 2;
    /** A defect that shows everywhere needs no longer list. */
    private static final int MOST_FAILURES = 20;

    private final Census census = new Census();
    private final List<String> failures = new ArrayList<>();
    private long last;

    /** Runs the fleets of so many seeds. */
    static Trials of(long first, long count) throws InterruptedException, ExecutionException {
        return new Trials().run(first, first + count, () -> false);
    }

    /** Runs the fleets of as many seeds as fit. */
    static Trials of(long first, Duration time) throws InterruptedException, ExecutionException {
        long endNanos = System.nanoTime() + time.toNanos();
        return new Trials().run(first, Long.MAX_VALUE, () -> System.nanoTime() - endNanos >= 0);
    }

    private Trials run(long first, long end, BooleanSupplier over) throws InterruptedException, ExecutionException {
        AtomicLong next = new AtomicLong(first);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            Callable<Void> work = () -> {
                for (long seed = next.getAndIncrement();
                        seed < end && !over.getAsBoolean();
                        seed = next.getAndIncrement()) {
                    add(Trial.of(seed));
                }
                return null;
            };
            for (Future<Void> each : threads.invokeAll(Collections.nCopies(THREADS, work))) {
                each.get();
            }
        } finally {
            threads.shutdown();
        }
        return this;
    }

    private synchronized void add(Trial trial) {
        census.add(trial);
        last = Math.max(last, trial.draw().seed());
        String failure = trial.failure();
        if (failure != null && failures.size() < MOST_FAILURES) {
            failures.add(failure);
        }
    }

    Census census() {
        return census;
    }

    /** What does not hold, with how to see it again. */
    List<String> failures() {
        return failures;
    }

    /** The last seed. */
    long last() {
        return last;
    }
}
