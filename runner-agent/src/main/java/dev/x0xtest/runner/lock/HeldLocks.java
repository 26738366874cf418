package dev.x0xtest.runner.lock;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The lock files that this process holds. The process must not open them a second time: closing any descriptor of a
 * file releases the lock that the process has on it.
 */
final class HeldLocks {
    private static final Map<Path, Boolean> RUNNING = new ConcurrentHashMap<>();

    private HeldLocks() {}

    static void add(Path file) {
        RUNNING.put(file, false);
    }

    static void running(Path file) {
        RUNNING.put(file, true);
    }

    static void remove(Path file) {
        RUNNING.remove(file);
    }

    /** Whether its runner runs or still starts; empty if this process does not hold it. */
    static Optional<Boolean> find(Path file) {
        return Optional.ofNullable(RUNNING.get(file));
    }
}
