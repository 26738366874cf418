package dev.x0xtest.coordinator.render.console;

import dev.x0xtest.cli.terminal.Console;
import dev.x0xtest.cli.terminal.TextWrap;
import java.io.PrintStream;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** How far a run is, shown on standard error while it goes on. Not thread-safe: one thread drives a run. */
public interface Progress extends AutoCloseable {
    /** Characters of a status where no terminal sets a limit. */
    int LINE = 100;

    /** Called on every change; what is shown is thinned out. */
    void advance(int pairs, int decided, int proven, int refuted);

    /** A line that stays. */
    void note(String line);

    /** What the run waits for, in one phrase; called once a second, what is shown is thinned out. */
    void status(String text);

    /** Characters of a status that can be shown whole now. */
    default int room() {
        return LINE;
    }

    /** Nothing is drawn afterwards; the cursor is at the start of a line. */
    @Override
    void close();

    /** A bar where lines can be redrawn, else a plain line for every 5 %. */
    static Progress on(PrintStream err, Console console) {
        if (!console.live()) {
            return new Plain(err::println);
        }
        return console.width() < Counts.NARROW ? new Counts(err, console) : new Bar(err, console);
    }

    /** Blanks, not an escape sequence: this asks nothing of a terminal but a carriage return. */
    private static String blankLine(Console console) {
        return "\r" + " ".repeat(console.width() - 1) + "\r";
    }

    /** The text as lines that fit the console, each with its end. */
    private static String lines(String text, Console console) {
        return TextWrap.line(text, console.width()).stream()
                .map(line -> line + System.lineSeparator())
                .collect(Collectors.joining());
    }

    /** {@code 15/30 pairs decided, 14 proven, 1 refuted}. */
    static String sentence(int pairs, int decided, int proven, int refuted) {
        return decided + "/" + pairs + " pairs decided, " + counts(proven, refuted);
    }

    /** {@code 14 proven, 1 refuted}. */
    static String counts(int proven, int refuted) {
        return proven + " proven" + (refuted == 0 ? "" : ", " + refuted + " refuted");
    }

    /** A bar that is drawn over; it appears with the first change. The library draws it on a daemon thread of its own. */
    final class Bar implements Progress {
        private static final int UPDATE_MILLIS = 100;

        private final PrintStream err;
        private final Console console;
        private @Nullable ProgressBar bar;
        private String counts = "";
        private int room;
        private boolean statusShown;

        Bar(PrintStream err, Console console) {
            this.err = err;
            this.console = console;
        }

        @Override
        public void advance(int pairs, int decided, int proven, int refuted) {
            eraseStatus();
            ProgressBar shown = bar == null ? open(pairs) : bar;
            bar = shown;
            shown.stepTo(decided);
            counts = Progress.counts(proven, refuted);
            // What the library puts before it: "pairs 100% [=] 30/30 (0:00:00) ".
            room = console.width() - 28 - 2 * Integer.toString(pairs).length();
            shown.setExtraMessage(counts);
        }

        /** On a line of its own until there is a bar, then behind the bar. */
        @Override
        public void status(String text) {
            if (bar != null) {
                bar.setExtraMessage(text.isEmpty() ? counts : console.cutAtBlank(counts + "; " + text, room));
            } else if (!text.isEmpty()) {
                err.print(blankLine(console) + console.cutAtBlank(text, console.width() - 1));
                err.flush();
                statusShown = true;
            }
        }

        @Override
        public int room() {
            return bar == null ? console.width() - 1 : room - counts.length() - 2;
        }

        private void eraseStatus() {
            if (statusShown) {
                err.print(blankLine(console));
                statusShown = false;
            }
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

        /** Printed in one piece: else the library's thread may draw the bar between the blanks and the line. */
        @Override
        public void note(String line) {
            eraseStatus();
            err.print((bar == null ? "" : blankLine(console)) + lines(line, console));
        }

        @Override
        public void close() {
            eraseStatus();
            if (bar != null) {
                bar.close();
                bar = null;
                err.println();
            }
        }

        /** Leaves the line's end to {@link Bar#close}: a bar closed before it was ever drawn would omit it. */
        private static final class Line extends ConsoleProgressBarConsumer {
            Line(PrintStream err, int width) {
                super(err, width);
            }

            @Override
            public void close() {}
        }
    }

    /** The counts alone, drawn over, where a bar would leave no room for them. */
    final class Counts implements Progress {
        /** Columns that a bar with its counts needs. */
        static final int NARROW = 60;

        private final PrintStream err;
        private final Console console;
        private String counts = "";
        private String drawn = "";
        private int drawnPercent;

        Counts(PrintStream err, Console console) {
            this.err = err;
            this.console = console;
        }

        @Override
        public void advance(int pairs, int decided, int proven, int refuted) {
            int percent = pairs == 0 ? 0 : (int) ((long) decided * 100 / pairs);
            counts = decided + "/" + pairs + " pairs, " + Progress.counts(proven, refuted);
            if (percent > drawnPercent) {
                drawnPercent = percent;
                draw(counts);
            }
        }

        @Override
        public void status(String text) {
            if (!text.isEmpty()) {
                draw(counts.isEmpty() ? text : counts + "; " + text);
            }
        }

        @Override
        public int room() {
            return console.width() - 1 - (counts.isEmpty() ? 0 : counts.length() + 2);
        }

        private void draw(String text) {
            err.print(blankLine(console) + console.cutAtBlank(text, console.width() - 1));
            err.flush();
            drawn = text;
        }

        @Override
        public void note(String line) {
            err.print((drawn.isEmpty() ? "" : blankLine(console)) + lines(line, console));
            drawn = "";
        }

        @Override
        public void close() {
            if (counts.isEmpty()) {
                err.print(drawn.isEmpty() ? "" : blankLine(console));
                return;
            }
            if (!drawn.equals(counts)) {
                draw(counts);
            }
            err.println();
        }
    }

    /**
     * A line whenever another twentieth of the pairs is decided: at most twenty in all, the last at the end. What the run
     * waits for gets a line after five seconds without one, and each time the pause doubles: some ten lines an hour.
     */
    final class Plain implements Progress {
        private static final int STEPS = 20;
        private static final int FIRST_PAUSE = 5;

        private final Consumer<String> lines;
        private int shownSteps;
        private int pause = FIRST_PAUSE;
        private int silent;

        Plain(Consumer<String> lines) {
            this.lines = lines;
        }

        @Override
        public void advance(int pairs, int decided, int proven, int refuted) {
            int steps = pairs == 0 ? 0 : (int) ((long) decided * STEPS / pairs);
            if (steps > shownSteps) {
                shownSteps = steps;
                silent = 0;
                lines.accept(Progress.sentence(pairs, decided, proven, refuted));
            }
        }

        @Override
        public void note(String line) {
            silent = 0;
            lines.accept(line);
        }

        @Override
        public void status(String text) {
            silent++;
            if (silent >= pause && !text.isEmpty()) {
                silent = 0;
                pause *= 2;
                lines.accept(text);
            }
        }

        @Override
        public void close() {}
    }
}
