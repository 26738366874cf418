package dev.x0xtest.coordinator.matrix;

import dev.x0xtest.coordinator.render.console.Progress;
import dev.x0xtest.coordinator.run.drive.RunDriver;
import dev.x0xtest.coordinator.run.terms.RunEffect;
import java.io.PrintWriter;

/** Shows how far a run is; closed before the result is printed. */
interface ProgressListener extends RunDriver.Listener, AutoCloseable {
    @Override
    void close();

    /** What the run waits for at this moment; called once a second on the event loop. */
    default void waits(String text) {}

    /** Shows everything. */
    static ProgressListener of(Progress progress) {
        return new ProgressListener() {
            @Override
            public void progressed(RunEffect.Progressed now) {
                progress.advance(now.declared(), now.decided(), now.proven(), now.refuted());
            }

            @Override
            public void noted(String text) {
                progress.note(text);
            }

            @Override
            public void waits(String text) {
                progress.status(text);
            }

            @Override
            public void close() {
                progress.close();
            }
        };
    }

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
