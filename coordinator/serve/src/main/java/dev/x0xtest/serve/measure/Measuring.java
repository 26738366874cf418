package dev.x0xtest.serve.measure;

import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.serve.schedule.Decision;

/** Makes runs, one after the other. Methods may be called from any thread and do not wait, but for {@link #close}. */
public interface Measuring extends AutoCloseable {
    /** Makes this run after those that were asked for before. */
    void start(Decision.Start start, Target target);

    /** Ends the run under way in order and waits for it; no other one begins. */
    @Override
    void close();

    /** Hears of the runs, on any thread. */
    interface Listener {
        /** A run has its id now; it ends with {@link #ended}. */
        void began(Decision.Start start, String runId, long atMs);

        /** A pair of the run under way was decided; often, and on the run's thread. */
        void decided(Decision.Start start, String runId, CellReport cell);

        /** Something that a person who watches wants to know of the run under way. */
        void noted(String text);

        /** A run has ended, or could not begin. */
        void ended(Decision.Start start, Measured measured);
    }
}
