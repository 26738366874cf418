package dev.x0xtest.coordinator.render.console;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A bar that is drawn over; it appears with the first change. The library draws it on a daemon thread of its own. */
final class BarProgress implements Progress {
    private static final int UPDATE_MILLIS = 100;
    private static final String ERASE_LINE = "\r\u001b[2K";

    private final PrintStream err;
    private final Console console;
    private @Nullable ProgressBar bar;

    BarProgress(PrintStream err, Console console) {
        this.err = err;
        this.console = console;
    }

    @Override
    public void advance(int pairs, int decided, int proven, int refuted) {
        ProgressBar shown = bar == null ? open(pairs) : bar;
        bar = shown;
        shown.stepTo(decided);
        shown.setExtraMessage(Progress.counts(proven, refuted));
    }

    private ProgressBar open(int pairs) {
        // With its width given, the library does not look for the terminal by itself.
        return new ProgressBarBuilder()
                .setTaskName("pairs")
                .setInitialMax(pairs)
                .setUpdateIntervalMillis(UPDATE_MILLIS)
                .setStyle(console.unicode() ? ProgressBarStyle.UNICODE_BLOCK : ProgressBarStyle.ASCII)
                .setConsumer(new Line(err, console.width() - 1))
                .hideEta()
                .build();
    }

    @Override
    public void note(String line) {
        err.println(bar == null ? line : ERASE_LINE + line);
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
            err.println();
        }
    }

    /** Leaves the line's end to {@link BarProgress#close}: a bar closed before it was ever drawn would omit it. */
    private static final class Line extends ConsoleProgressBarConsumer {
        Line(PrintStream err, int width) {
            super(err, width);
        }

        @Override
        public void close() {}
    }
}
