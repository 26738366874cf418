package dev.x0xtest.coordinator.matrix;

import dev.x0xtest.coordinator.causes.Judged;
import dev.x0xtest.coordinator.events.EventStream;
import dev.x0xtest.coordinator.render.console.Progress;
import dev.x0xtest.coordinator.run.RunState;
import dev.x0xtest.coordinator.run.drive.RunDriver;
import dev.x0xtest.coordinator.run.terms.RunEffect;
import java.io.PrintWriter;
import java.util.List;

/** Takes how far a run is, on its event loop, and its report on the caller's thread; closed before the result is printed. */
public interface ProgressListener extends RunDriver.Listener, AutoCloseable {
    @Override
    void close();

    /** What the run waits for at this moment; called once a second on the event loop. */
    default void waits(String text) {}

    /** Characters that {@link #waits} can show. */
    default int room() {
        return Progress.LINE;
    }

    /** The run has ended with this report. */
    default void ended(Judged judged) {}

    /** Shows the same, and streams the events; what is wrong with the stream is one note. */
    static ProgressListener streaming(ProgressListener shown, EventStream events) {
        return new ProgressListener() {
            private boolean broken;

            @Override
            public void progressed(RunEffect.Progressed now) {
                shown.progressed(now);
            }

            /** A defect of the stream costs the run nothing. */
            private void told(Runnable telling) {
                if (broken) {
                    return;
                }
                try {
                    telling.run();
                } catch (RuntimeException e) {
                    broken = true;
                    shown.noted("--jsonl: internal error: " + e + "; the run goes on without it");
                }
            }

            @Override
            public void noted(String text) {
                shown.noted(text);
            }

            @Override
            public void took(RunState run, List<RunEffect> effects) {
                told(() -> events.took(run, effects));
                tellTrouble();
            }

            @Override
            public void waits(String text) {
                shown.waits(text);
                tellTrouble();
            }

            @Override
            public int room() {
                return shown.room();
            }

            @Override
            public void ended(Judged judged) {
                told(() -> events.ended(judged));
            }

            @Override
            public void close() {
                events.close();
                tellTrouble();
                shown.close();
            }

            private void tellTrouble() {
                String trouble = events.trouble();
                if (trouble != null) {
                    shown.noted(trouble);
                }
            }
        };
    }

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
            public int room() {
                return progress.room();
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
