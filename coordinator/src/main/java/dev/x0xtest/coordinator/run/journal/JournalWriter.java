package dev.x0xtest.coordinator.run.journal;

import dev.x0xtest.cli.files.FileErrors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes records at once, on a thread of its own: a slow disk never holds up a run. What was written is on the disk after
 * {@value #SYNC_MS} ms, or at once for {@link #persist}. After the first failure nothing more is written.
 */
final class JournalWriter {
    private static final Logger log = LoggerFactory.getLogger(JournalWriter.class);
    private static final long SYNC_MS = 100;
    private static final long CLOSE_MS = 5_000;
    /** More than this waits only for a disk that does not work. */
    private static final long MOST_WAITING = 64L << 20;

    private static final long MOST_BYTES = 512L << 20;

    private final JournalFile file;
    private final InstantSource wall;
    private final Consumer<String> lost;
    private final Thread thread;
    private Deque<Content> waiting = new ArrayDeque<>();
    private List<CompletableFuture<@Nullable Void>> persists = new ArrayList<>();
    private long waitingBytes;
    private boolean dirty;
    private long dirtySinceMs;
    /** Records that are no longer in {@code waiting} are not in the file yet. */
    private boolean writing;

    private boolean closed;
    private boolean over;

    /** A record that is made into bytes when it is written. */
    interface Content {
        byte[] bytes() throws IOException;
    }

    /** {@code sync}: it must be on the disk before the next one. */
    private record Batch(
            Deque<Content> records, List<CompletableFuture<@Nullable Void>> persists, boolean last, boolean sync) {}

    /** {@code lost} is told once, on any thread, why the journal cannot be written. */
    JournalWriter(JournalFile file, InstantSource wall, Consumer<String> lost) {
        this.file = file;
        this.wall = wall;
        this.lost = lost;
        this.thread = new Thread(this::run, "x0xtest-journal");
        thread.setDaemon(true);
        thread.start();
    }

    /** Appends a record of about this many bytes. */
    void append(Content content, long bytes) {
        synchronized (this) {
            if (over || closed) {
                return;
            }
            waitingBytes += bytes;
            if (waitingBytes <= MOST_WAITING) {
                waiting.add(content);
                dirtySinceMs = dirty ? dirtySinceMs : wall.millis();
                dirty = true;
                notifyAll();
                return;
            }
        }
        fail("the disk is too slow for it", null);
    }

    /** As {@link Journal#persist}. */
    synchronized CompletableFuture<@Nullable Void> persist() {
        if (over || !dirty) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
        persists.add(done);
        notifyAll();
        return done;
    }

    /** As {@link Journal#release}. */
    void release(String reason) {
        List<CompletableFuture<@Nullable Void>> served;
        synchronized (this) {
            if (!waiting.isEmpty() || writing) {
                served = null;
            } else {
                served = persists;
                persists = new ArrayList<>();
            }
        }
        if (served == null) {
            fail(reason, null);
        } else {
            log.debug("nobody waits for the journal: {}", reason);
            served.forEach(done -> done.complete(null));
        }
    }

    /** Writes what waits, for five seconds at most. */
    void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            thread.join(CLOSE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            fail("the disk did not answer in " + CLOSE_MS + " ms", null);
        }
    }

    private void run() {
        try (file) {
            long written = 0;
            Batch batch;
            do {
                batch = next();
                for (Content record : batch.records()) {
                    byte[] bytes = record.bytes();
                    written += bytes.length;
                    if (written > MOST_BYTES) {
                        throw new IOException("it would grow over " + (MOST_BYTES >> 20) + " MiB");
                    }
                    file.write(ByteBuffer.wrap(bytes));
                }
                written();
                if (batch.sync()) {
                    file.force();
                    settle(batch);
                }
            } while (!batch.last());
        } catch (IOException e) {
            fail(FileErrors.reason(e), e);
        } catch (InterruptedException | RuntimeException e) {
            fail(e.toString(), e);
        } finally {
            end();
        }
    }

    /** What is to be written next; nothing, if what was written must be on the disk now. */
    private synchronized Batch next() throws InterruptedException {
        long leftMs = leftMs();
        while (!over && !closed && waiting.isEmpty() && persists.isEmpty() && leftMs > 0) {
            if (dirty) {
                wait(leftMs);
            } else {
                wait();
            }
            leftMs = leftMs();
        }
        // Those who wait stay in the list until they are served: the disk may never answer.
        boolean last = over || closed;
        Batch batch =
                new Batch(waiting, List.copyOf(persists), last, last || !persists.isEmpty() || (dirty && leftMs <= 0));
        waitingBytes = 0;
        waiting = new ArrayDeque<>();
        writing = true;
        return batch;
    }

    private synchronized void written() {
        writing = false;
    }

    /** How long until what was written must be on the disk; a wall clock that was set back does not prolong it. */
    private long leftMs() {
        long passedMs = wall.millis() - dirtySinceMs;
        return dirty && passedMs >= 0 ? SYNC_MS - passedMs : dirty ? 0 : SYNC_MS;
    }

    private void settle(Batch batch) {
        synchronized (this) {
            dirty = !waiting.isEmpty();
            dirtySinceMs = wall.millis();
        }
        batch.persists().forEach(done -> done.complete(null));
        synchronized (this) {
            persists.removeIf(CompletableFuture::isDone);
        }
    }

    private void fail(String reason, @Nullable Throwable cause) {
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
            notifyAll();
        }
        log.debug("the journal is lost: {}", reason, cause);
        lost.accept(reason);
        end();
    }

    /** Nobody waits for the disk any longer. */
    private void end() {
        List<CompletableFuture<@Nullable Void>> unserved;
        synchronized (this) {
            over = true;
            unserved = persists;
            persists = new ArrayList<>();
            waiting = new ArrayDeque<>();
        }
        unserved.forEach(done -> done.complete(null));
    }
}
