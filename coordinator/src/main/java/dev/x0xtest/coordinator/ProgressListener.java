package dev.x0xtest.coordinator;

import dev.x0xtest.coordinator.run.RunDriver;
import dev.x0xtest.coordinator.run.RunEffect;
import java.io.PrintWriter;

/** Shows how far a run is; closed before the result is printed. */
public interface ProgressListener extends RunDriver.Listener, AutoCloseable {
    @Override
    void close();

    /** Shows notes only. */
    static ProgressListener none(PrintWriter err) {
        return new ProgressListener() {
            @Override
            public void progressed(RunEffect.Progressed progress) {}

            @Override
            public void noted(String text) {
                err.println(text);
                err.flush();
            }

            @Override
            public void close() {}
        };
    }
}
