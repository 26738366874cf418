package dev.x0xtest.coordinator.render.console;

import java.io.PrintStream;

/** How far a run is, shown on standard error while it goes on. Not thread-safe: one thread drives a run. */
public interface Progress extends AutoCloseable {
    /** Called on every change; what is shown is thinned out. */
    void advance(int pairs, int decided, int proven, int refuted);

    /** A line that stays. */
    void note(String line);

    /** Nothing is drawn afterwards; the cursor is at the start of a line. */
    @Override
    void close();

    /** A bar where lines can be redrawn, else a plain line for every 5 %. */
    static Progress on(PrintStream err, Console console) {
        return console.live() ? new BarProgress(err, console) : new PlainProgress(err::println);
    }

    /** {@code 15/30 pairs decided, 14 proven, 1 refuted}. */
    static String sentence(int pairs, int decided, int proven, int refuted) {
        return decided + "/" + pairs + " pairs decided, " + counts(proven, refuted);
    }

    /** {@code 14 proven, 1 refuted}. */
    static String counts(int proven, int refuted) {
        return proven + " proven" + (refuted == 0 ? "" : ", " + refuted + " refuted");
    }
}
