package dev.x0xtest.serve.watch;

import dev.x0xtest.serve.history.HistoryException;
import dev.x0xtest.serve.history.HistoryWriter;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes the history, in the order of the calls; between them it does what can wait. {@link #write} may be
 * called from any thread and does not wait.
 */
final class HistoryThread implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(HistoryThread.class);
    private static final int MOST_WAITING = 10_000;
    /** An hour that is over, and a database that was away, wait for no longer. */
    private static final long IDLE_MS = 5_000;

    private static final long CLOSE_MS = 10_000;

    private final HistoryWriter writer;
    private final InstantSource wall;
    private final BlockingQueue<Consumer<HistoryWriter>> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
    private final Thread thread;
    private volatile boolean closed;

    HistoryThread(HistoryWriter writer, InstantSource wall) {
        this.writer = writer;
        this.wall = wall;
        this.thread = new Thread(this::run, "x0xtest-history");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Writes it after what was asked for before. A full queue, which takes a disk that hangs, loses it, and says so. */
    void write(Consumer<HistoryWriter> entry) {
        if (closed || !waiting.offer(entry)) {
            log.error("the history does not take what happens: {} entries wait", waiting.size());
        }
    }

    private void run() {
        try {
            boolean more = true;
            while (!closed || !waiting.isEmpty()) {
                Consumer<HistoryWriter> next = waiting.poll(more ? 0 : IDLE_MS, TimeUnit.MILLISECONDS);
                if (next == null) {
                    more = !closed && told(() -> writer.tidy(wall.millis()));
                } else {
                    told(() -> {
                        next.accept(writer);
                        return true;
                    });
                    more = true;
                }
            }
        } catch (InterruptedException e) {
            log.warn("the history ends with {} entries unwritten", waiting.size());
        }
    }

    private interface Step {
        boolean done();
    }

    private static boolean told(Step step) {
        try {
            return step.done();
        } catch (HistoryException e) {
            log.error("the history: {}", e.getMessage(), e);
        } catch (RuntimeException e) {
            log.error("the history", e);
        }
        return false;
    }

    /** Writes what waits, for ten seconds at most. */
    @Override
    public void close() {
        closed = true;
        // Wakes it up.
        waiting.offer(to -> {});
        try {
            thread.join(CLOSE_MS);
            if (thread.isAlive()) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
