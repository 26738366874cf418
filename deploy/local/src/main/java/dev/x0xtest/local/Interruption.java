package dev.x0xtest.local;

import dev.x0xtest.cli.ExitCode;
import dev.x0xtest.cli.IgnoredSignals;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jline.utils.Signals;

/**
 * Lets Ctrl-C and SIGTERM interrupt the thread that created it, so that the thread can take its mesh down. A second
 * signal of the same kind, at least a second later, ends the process at once; the watchers of the mesh then clean up.
 * An earlier one is ignored, because {@code timeout} and similar programs signal both the process and its group.
 */
final class Interruption implements AutoCloseable {
    private static final long SAME_SIGNAL_SECONDS = 1;

    private final IgnoredSignals ignored = IgnoredSignals.now();
    private final Thread thread = Thread.currentThread();
    private final AtomicReference<ExitCode> reason = new AtomicReference<>();
    private final Map<String, Object> previous = new LinkedHashMap<>();

    private Interruption() {}

    static Interruption ofThisThread() {
        Interruption interruption = new Interruption();
        interruption.on("INT", ExitCode.INTERRUPTED);
        interruption.on("TERM", ExitCode.TERMINATED);
        interruption.on("HUP", ExitCode.HUNG_UP);
        return interruption;
    }

    private void on(String signal, ExitCode code) {
        if (ignored.has(signal)) {
            return;
        }
        Object before = Signals.register(signal, () -> {
            if (reason.compareAndSet(null, code)) {
                CompletableFuture.delayedExecutor(SAME_SIGNAL_SECONDS, TimeUnit.SECONDS)
                        .execute(() -> Signals.registerDefault(signal));
                thread.interrupt();
            }
        });
        previous.put(signal, before);
    }

    /** The exit code of the signal that arrived; empty if none did. */
    Optional<ExitCode> reason() {
        return Optional.ofNullable(reason.get());
    }

    @Override
    public void close() {
        previous.forEach(Signals::unregister);
        Thread.interrupted();
    }
}
