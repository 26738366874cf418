package dev.x0xtest.local;

import dev.x0xtest.cli.terminal.Console;
import dev.x0xtest.cli.terminal.Terminals;
import java.io.PrintWriter;
import java.util.function.LongSupplier;

/** Says how many nodes are up while a large mesh starts: one line that is drawn over, on a terminal only. */
final class BringUp implements AutoCloseable {
    private static final long SILENT_NANOS = 1_000_000_000L;
    private static final long BETWEEN_NANOS = 250_000_000L;

    private final int nodes;
    private final PrintWriter err;
    private final boolean live;
    private final LongSupplier clock;
    private long nextNanos;
    private int drawn;

    /** Draws on {@code err} if that is a terminal. {@code clock} gives monotonic nanoseconds. */
    static BringUp on(PrintWriter err, int nodes, boolean quiet, LongSupplier clock) {
        return new BringUp(
                nodes,
                err,
                !quiet
                        && Terminals.console(Terminals.STDERR, Console.ColorMode.AUTO)
                                .live(),
                clock);
    }

    BringUp(int nodes, PrintWriter err, boolean live, LongSupplier clock) {
        this.nodes = nodes;
        this.err = err;
        this.live = live;
        this.clock = clock;
        this.nextNanos = clock.getAsLong() + SILENT_NANOS;
    }

    void up(int count) {
        long nowNanos = clock.getAsLong();
        if (live && nowNanos - nextNanos >= 0) {
            nextNanos = nowNanos + BETWEEN_NANOS;
            draw("starting: " + count + " of " + nodes + " nodes are up");
        }
    }

    /** Removes the line. */
    @Override
    public void close() {
        if (drawn > 0) {
            draw("");
            err.print('\r');
            err.flush();
            drawn = 0;
        }
    }

    private void draw(String line) {
        err.print("\r" + line + " ".repeat(Math.max(0, drawn - line.length())));
        err.flush();
        drawn = line.length();
    }
}
