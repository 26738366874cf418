package dev.x0xtest.local;

import dev.x0xtest.cli.ExitCode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jline.utils.Signals;

/**
 * Ctrl-C and SIGTERM interrupt the thread that made this, so that it takes down what it had brought up. Another signal of
 * the same kind more than a second later ends the process at once, and the watchers of the mesh clean up. Not sooner,
 * because {@code timeout} and the like send the same signal to the program and to its group.
 */
final class Interruption implements AutoCloseable {
    private static final long SAME_SIGNAL_SECONDS = 1;

    private final Thread thread = Thread.currentThread();
    private final AtomicReference<ExitCode> reason = new AtomicReference<>();
    private final Map<String, Object> previous = new LinkedHashMap<>();

    private Interruption() {}

    static Interruption ofThisThread() {
        Interruption interruption = new Interruption();
        interruption.on("INT", ExitCode.INTERRUPTED);
        interruption.on("TERM", ExitCode.TERMINATED);
        return interruption;
    }

    private void on(String signal, ExitCode code) {
        Object before = Signals.register(signal, () -> {
            if (reason.compareAndSet(null, code)) {
                CompletableFuture.delayedExecutor(SAME_SIGNAL_SECONDS, TimeUnit.SECONDS)
                        .execute(() -> Signals.registerDefault(signal));
                thread.interrupt();
            }
        });
        previous.put(signal, before);
    }

    /** Which of the two it was; empty when there was none. */
    Optional<ExitCode> reason() {
        return Optional.ofNullable(reason.get());
    }

    @Override
    public void close() {
        previous.forEach(Signals::unregister);
        Thread.interrupted();
    }
}
