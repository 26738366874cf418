package dev.x0xtest.minimesh.transport;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has gone wrong in the stand-ins themselves: no memory, a defect, a link that the machine was too slow for. What a
 * test injects is not such a fault. The stand-ins of a process share one object. Keeps the first fault, logs the first
 * few. Thread-safe.
 */
public final class OwnFaults {
    private static final Logger log = LoggerFactory.getLogger(OwnFaults.class);
    private static final int LOGGED = 5;
    private static final int MAX_LENGTH = 200;

    // guarded by this
    private final List<Consumer<String>> listeners = new ArrayList<>();
    private @Nullable String first;
    private int logged;

    /** Records a failure of {@code where}. A failure of input or output, such as a closed connection, is none. */
    public void report(String where, Throwable cause) {
        if (cause instanceof IOException) {
            return;
        }
        String line = cause instanceof OutOfMemoryError
                ? where + ": out of memory: " + cause.getMessage()
                : where + ": " + cause;
        report(line);
    }

    /** Records a fault, in one line. */
    public void report(String line) {
        String bounded = line.lines().findFirst().orElse("");
        bounded = bounded.length() > MAX_LENGTH ? bounded.substring(0, MAX_LENGTH) + "…" : bounded;
        List<Consumer<String>> told;
        synchronized (this) {
            if (logged < LOGGED) {
                logged++;
                log.warn("a stand-in failed: {}", bounded);
            }
            if (first != null) {
                return;
            }
            first = bounded;
            told = List.copyOf(listeners);
        }
        for (Consumer<String> listener : told) {
            listener.accept(bounded);
        }
    }

    /** The first fault; empty if there is none. */
    public synchronized Optional<String> first() {
        return Optional.ofNullable(first);
    }

    /** Calls the listener with the first fault: at once if there is one already, else on the thread that has it. */
    public void onFirst(Consumer<String> listener) {
        String known;
        synchronized (this) {
            listeners.add(listener);
            known = first;
        }
        if (known != null) {
            listener.accept(known);
        }
    }

    /** Runs a task. A failure is recorded and goes no further. */
    public void guard(String where, Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            report(where, e);
        }
    }
}
