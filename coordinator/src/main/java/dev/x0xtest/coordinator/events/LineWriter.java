package dev.x0xtest.coordinator.events;

import dev.x0xtest.cli.files.FileErrors;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Writes lines on a daemon thread of its own, each at once. A reader that is slow loses lines, and gets one that counts
 * them; after the first failure nothing more is written. {@link #write} may be called on any thread, and never waits.
 */
final class LineWriter implements AutoCloseable {
    private final Target target;
    private final long mostWaiting;
    private final long closeMs;
    private final IntFunction<byte[]> gap;
    private final Thread thread;
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private long waitingBytes;
    private int dropped;
    private long droppedInAll;
    private boolean closed;
    private boolean over;
    private @Nullable String trouble;

    /** Where the lines go. It is opened on the writer's thread: a pipe without a reader would wait for one. */
    @FunctionalInterface
    interface Target {
        OutputStream open() throws IOException;
    }

    /**
     * Starts at once.
     *
     * @param mostWaiting bytes that wait for the reader; further lines are dropped
     * @param closeMs how long {@link #close} waits for the reader, in ms
     * @param gap makes the line that stands for so many dropped ones
     */
    LineWriter(Target target, long mostWaiting, long closeMs, IntFunction<byte[]> gap) {
        this.target = target;
        this.mostWaiting = mostWaiting;
        this.closeMs = closeMs;
        this.gap = gap;
        this.thread = new Thread(this::run, "x0xtest-jsonl");
        thread.setDaemon(true);
        thread.start();
    }

    /** Appends a line that ends with a line feed. */
    synchronized void write(byte[] line) {
        if (over || closed) {
            return;
        }
        if (waitingBytes + line.length > mostWaiting) {
            dropped++;
            droppedInAll++;
            return;
        }
        if (dropped > 0) {
            add(gap.apply(dropped));
            dropped = 0;
        }
        add(line);
        notifyAll();
    }

    private void add(byte[] line) {
        waiting.add(line);
        waitingBytes += line.length;
    }

    /** What went wrong since the last call, in one phrase; null: nothing. Each trouble is told once. */
    synchronized @Nullable String trouble() {
        String told = trouble;
        trouble = null;
        return told;
    }

    /** Writes what waits, for a bounded time. {@link #trouble} says afterwards what was lost. */
    @Override
    public void close() {
        synchronized (this) {
            if (dropped > 0 && !over) {
                add(gap.apply(dropped));
                dropped = 0;
            }
            closed = true;
            notifyAll();
        }
        try {
            thread.join(closeMs);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            if (thread.isAlive()) {
                over = true;
                trouble = "its reader is too slow: " + (waiting.size() + droppedInAll) + " events were not written";
            } else if (droppedInAll > 0 && !over) {
                trouble = "its reader was too slow: " + droppedInAll + " events were not written";
            }
        }
    }

    private void run() {
        try (OutputStream out = target.open()) {
            byte[] line = next();
            while (line != null) {
                out.write(line);
                out.flush();
                line = next();
            }
        } catch (IOException e) {
            fail(FileErrors.reason(e));
        } catch (InterruptedException e) {
            fail("interrupted");
        } catch (RuntimeException | Error e) {
            fail("internal error: " + e);
        }
    }

    /** Waits for the next line; null: there will be none. */
    private synchronized byte @Nullable [] next() throws InterruptedException {
        while (waiting.isEmpty() && !closed && !over) {
            wait();
        }
        byte[] line = over ? null : waiting.poll();
        waitingBytes -= line == null ? 0 : line.length;
        return line;
    }

    private synchronized void fail(String reason) {
        over = true;
        waiting.clear();
        trouble = reason;
    }
}
