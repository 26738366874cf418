package dev.x0xtest.coordinator;

import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.run.RunDriver;
import dev.x0xtest.coordinator.run.RunEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jline.utils.Signals;

/**
 * Turns Ctrl-C and SIGTERM into the end of a run, so that what is known is still reported. A second signal of the same
 * kind gets the system's own treatment: the process dies at once.
 */
final class RunSignals {
    private final Map<String, Object> previous = new LinkedHashMap<>();

    private RunSignals() {}

    static RunSignals forwardTo(RunDriver driver) {
        RunSignals signals = new RunSignals();
        signals.on("INT", Report.INTERRUPTED, driver);
        signals.on("TERM", Report.TERMINATED, driver);
        return signals;
    }

    private void on(String signal, String reason, RunDriver driver) {
        Object before = Signals.register(signal, () -> {
            Signals.registerDefault(signal);
            driver.post(new RunEvent.Stopped(reason));
        });
        previous.put(signal, before);
    }

    void close() {
        previous.forEach(Signals::unregister);
    }
}
