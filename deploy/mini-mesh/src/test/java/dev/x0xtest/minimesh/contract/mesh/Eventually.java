package dev.x0xtest.minimesh.contract.mesh;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Asks again until it is so; for processes and caches that tell nobody when they are ready. */
public final class Eventually {
    private static final Duration PAUSE = Duration.ofMillis(50);

    private Eventually() {}

    public static void so(String what, Duration patience, BooleanSupplier condition) {
        first(what, patience, condition::getAsBoolean, so -> so);
    }

    /** The first answer that {@code wanted} takes. */
    public static <T> T first(String what, Duration patience, Supplier<T> question, Predicate<T> wanted) {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            T answer = question.get();
            if (wanted.test(answer)) {
                return answer;
            }
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("waited " + patience + " for: " + what + "; last: " + answer);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }
}
