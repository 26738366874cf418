package dev.x0xtest.testkit.fuzz;

import java.lang.management.ManagementFactory;
import java.util.Base64;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * Feeds a target with damaged inputs. {@code -Dfuzz.cases=N} says how many, {@code -Dfuzz.seed=N} which, and
 * {@code -Dfuzz.case=N} repeats one of them.
 */
public final class Fuzz {
    private static final int CASES = Integer.getInteger("fuzz.cases", 20_000);
    private static final long SEED = Long.getLong("fuzz.seed", 19);
    private static final int ONLY = Integer.getInteger("fuzz.case", -1);
    private static final int LONGEST_SHOWN = 4_000;
    /** Below this, chance may leave out an input that is taken or one that is refused. */
    private static final int ENOUGH = 1_000;

    private static final long MOST_HEAP_GROWTH = 16L << 20;

    private final FuzzTarget target;
    private final long seed;
    private final Allocation allocation = new Allocation();
    private final Watchdog watchdog;
    private int taken;
    private int refused;

    private Fuzz(FuzzTarget target) {
        this.target = target;
        this.watchdog = new Watchdog(target.name());
        this.seed = SEED ^ ((long) target.name().hashCode() << 32);
    }

    /** How the cases of a target ended. */
    public record Count(int taken, int refused) {}

    /** Runs the cases of a target; throws an {@link AssertionError} that says how to repeat the first that is wrong. */
    public static Count run(FuzzTarget target) {
        Fuzz fuzz = new Fuzz(target);
        try {
            return fuzz.run();
        } finally {
            fuzz.watchdog.close();
        }
    }

    private Count run() {
        if (ONLY >= 0) {
            run(ONLY);
            return new Count(taken, refused);
        }
        int cases = Math.max(1, CASES / target.share());
        long begun = System.nanoTime();
        // Classes are loaded and caches are filled by the first cases.
        for (int number = 0; number < Math.min(cases, 500); number++) {
            run(number);
        }
        long before = heap();
        for (int number = 500; number < cases; number++) {
            run(number);
        }
        long grown = heap() - before;
        System.out.printf(
                Locale.ROOT,
                "fuzz: %-32s seed %d: %6d taken, %6d refused, %5.1f s%n",
                target.name(),
                SEED,
                taken,
                refused,
                (System.nanoTime() - begun) / 1e9);
        if (grown > MOST_HEAP_GROWTH) {
            throw new AssertionError(
                    target.name() + " keeps " + grown + " bytes of " + cases + " cases, -Dfuzz.seed=" + SEED);
        }
        if (cases >= ENOUGH && (taken == 0 || refused == 0)) {
            throw new AssertionError(target.name() + " tests nothing: " + taken + " inputs were taken, " + refused
                    + " refused, -Dfuzz.seed=" + SEED);
        }
        return new Count(taken, refused);
    }

    private void run(int number) {
        // Each case has its own source of chance, so that it can be repeated alone.
        byte[] input =
                new Mutator(new SplittableRandom(seed + number * 0x9E3779B97F4A7C15L)).damaged(target.recorded());
        watchdog.begins(number);
        long bound = target.bytesPerCase() + target.bytesPerByte() * input.length;
        long used = read(number, input);
        if (used > bound) {
            // The first time, classes may be loaded.
            used = read(number, input);
        }
        if (used > bound) {
            throw wrong(number, input, "allocated more than " + bound + " bytes for " + input.length, null);
        }
    }

    /** Reads an input once; how many bytes that allocated. */
    private long read(int number, byte[] input) {
        long before = allocation.bytes();
        try {
            boolean read = target.reader().read(input);
            taken += read ? 1 : 0;
            refused += read ? 0 : 1;
        } catch (Exception e) {
            refused++;
            if (!target.mayThrow(e)) {
                throw wrong(number, input, "threw " + e.getClass().getName(), e);
            }
            checkMessage(number, input, e);
        } catch (AssertionError | StackOverflowError | OutOfMemoryError e) {
            throw wrong(number, input, "ended in " + e, e);
        }
        return allocation.bytes() - before;
    }

    private void checkMessage(int number, byte[] input, Exception e) {
        String message = String.valueOf(e.getMessage());
        if (message.isBlank() || message.lines().count() > 1 || message.length() > target.longestMessage()) {
            throw wrong(
                    number, input, "said no line of at most " + target.longestMessage() + " characters: " + message, e);
        }
    }

    private AssertionError wrong(int number, byte[] input, String what, @Nullable Throwable cause) {
        String base64 = Base64.getEncoder().encodeToString(input);
        return new AssertionError(
                target.name() + " " + what + "; -Dfuzz.seed=" + SEED + " -Dfuzz.case=" + number + ", the input: "
                        + (base64.length() > LONGEST_SHOWN ? base64.substring(0, LONGEST_SHOWN) + "…" : base64),
                cause);
    }

    private static long heap() {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 3; round++) {
            System.gc();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }

    /** Names a case that does not end: nothing else could say which it was. */
    private static final class Watchdog implements AutoCloseable {
        private static final long MOST_NANOS = 10_000_000_000L;

        private final Thread thread;
        private volatile int number = -1;
        private volatile long begunNanos = System.nanoTime();

        Watchdog(String name) {
            thread = new Thread(() -> watch(name), "fuzz watchdog");
            thread.setDaemon(true);
            thread.start();
        }

        void begins(int next) {
            number = next;
            begunNanos = System.nanoTime();
        }

        private void watch(String name) {
            int told = -1;
            while (!Thread.interrupted()) {
                LockSupport.parkNanos(MOST_NANOS / 10);
                int now = number;
                if (now != told && System.nanoTime() - begunNanos > MOST_NANOS) {
                    told = now;
                    System.err.println(
                            "fuzz: " + name + " takes more than 10 s for -Dfuzz.seed=" + SEED + " -Dfuzz.case=" + now);
                }
            }
        }

        @Override
        public void close() {
            thread.interrupt();
        }
    }

    /** What this thread has allocated so far. */
    private static final class Allocation {
        private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        private final ObjectName threads;

        Allocation() {
            try {
                threads = new ObjectName(ManagementFactory.THREAD_MXBEAN_NAME);
            } catch (JMException e) {
                throw new IllegalStateException(e);
            }
        }

        long bytes() {
            try {
                return (Long) beans.getAttribute(threads, "CurrentThreadAllocatedBytes");
            } catch (JMException e) {
                throw new IllegalStateException("this Java does not count what a thread allocates", e);
            }
        }
    }
}
