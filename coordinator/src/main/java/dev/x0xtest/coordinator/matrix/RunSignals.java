package dev.x0xtest.coordinator.matrix;

import dev.x0xtest.cli.IgnoredSignals;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.run.terms.RunEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jline.utils.Signals;

/**
 * Turns Ctrl-C, SIGTERM and SIGHUP into the end of a run, so that what is known is still reported. The first signal gives the
 * runners {@value #COLLECT_MS} ms to tell what they know. A second one of the same kind, more than a second later, ends
 * the run at once; a third one gets the system's own treatment: the process dies. Not sooner, because {@code timeout} and
 * the like send the same signal to the program and to its group. What the process was started to ignore stays ignored.
 */
final class RunSignals {
    private static final long SAME_SIGNAL_SECONDS = 1;
    private static final long COLLECT_MS = 3_000;

    private final Map<String, Object> previous = new LinkedHashMap<>();
    private final ConcurrentLinkedQueue<Future<?>> later = new ConcurrentLinkedQueue<>();
    private final IgnoredSignals ignored = IgnoredSignals.now();
    private final ScheduledExecutorService timer;
    private final Consumer<RunEvent.Stopped> stop;

    private RunSignals(Consumer<RunEvent.Stopped> stop, ScheduledExecutorService timer) {
        this.stop = stop;
        this.timer = timer;
    }

    /** {@code stop} takes what each signal stands for. */
    static RunSignals forwardTo(Consumer<RunEvent.Stopped> stop, ScheduledExecutorService timer) {
        RunSignals signals = new RunSignals(stop, timer);
        signals.on("INT", Report.INTERRUPTED);
        signals.on("TERM", Report.TERMINATED);
        signals.on("HUP", Report.HUNG_UP);
        return signals;
    }

    private void on(String signal, String reason) {
        if (ignored.has(signal)) {
            return;
        }
        AtomicBoolean first = new AtomicBoolean(true);
        Object before = Signals.register(signal, () -> {
            if (first.getAndSet(false)) {
                later.add(timer.schedule(() -> onSecond(signal, reason), SAME_SIGNAL_SECONDS, TimeUnit.SECONDS));
                stop.accept(new RunEvent.Stopped(reason, null, COLLECT_MS));
            }
        });
        previous.put(signal, before);
    }

    private void onSecond(String signal, String reason) {
        Signals.register(signal, () -> {
            Signals.registerDefault(signal);
            stop.accept(new RunEvent.Stopped(reason));
        });
    }

    /** Restores the previous signal handlers. */
    void close() {
        later.forEach(second -> second.cancel(false));
        previous.forEach(Signals::unregister);
    }
}
