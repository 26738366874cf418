package dev.x0xtest.runner.history;

import dev.x0xtest.daemon.Causes;
import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.daemon.Deadline;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.frame.Frames;
import dev.x0xtest.wire.frame.HopFrame;
import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads the daemon's history, one conversation after the other and one page at a time, so that a reading costs the
 * daemon little. Time, pages and rows are bounded; what was read by then counts. Confined to the event loop.
 */
public final class HistoryReader {
    /** A result takes up to 64 KiB in a row, and the REST client reads answers of 4 MiB. */
    static final int PAGE_ROWS = 50;

    static final int MOST_PAGES = 200;

    private static final int MOST_REASON = 200;

    /** As long as the coverage probe takes at most, which runs at the same time. */
    static final long LIMIT_NANOS = 4_000_000_000L;

    private final Daemon daemon;
    private final EventLoop loop;

    public HistoryReader(Daemon daemon, EventLoop loop) {
        this.daemon = daemon;
        this.loop = loop;
    }

    /**
     * What one reading covered.
     *
     * @param whole agents of which every message since the given time was read, and an older one as well: the daemon
     *     hides none of theirs, and has deleted none of the newer ones to save space
     * @param rows stored messages that were read
     * @param trouble why it ended early; null: it did not
     */
    public record Reading(
            Set<AgentId> whole, int rows, @Nullable String trouble) {
        public Reading {
            whole = Set.copyOf(whole);
        }
    }

    /**
     * Reads what these agents sent. Completes normally within 4 s.
     *
     * @param sinceMs wall clock of this host in ms since 1970; older messages are not looked at
     * @param take takes a hop and its author; true: no other hop of this author is sought
     */
    public CompletableFuture<Reading> read(
            Collection<AgentId> authors, long sinceMs, BiPredicate<AgentId, HopFrame> take) {
        Walk walk = new Walk(authors, sinceMs, take);
        walk.nextAuthor();
        return walk.done;
    }

    /** One reading. */
    private final class Walk {
        private final Deque<AgentId> waiting;
        private final long sinceMs;
        private final BiPredicate<AgentId, HopFrame> take;
        private final Set<AgentId> whole = new LinkedHashSet<>();
        private final CompletableFuture<Reading> done = new CompletableFuture<>();
        private final Deadline limit = Deadline.afterNanos(
                loop, LIMIT_NANOS, () -> end("it took longer than " + LIMIT_NANOS / 1_000_000 + " ms"));
        private @Nullable CompletableFuture<Daemon.HistoryPage> asked;
        private int pages;
        private int rows;

        Walk(Collection<AgentId> authors, long sinceMs, BiPredicate<AgentId, HopFrame> take) {
            this.waiting = new ArrayDeque<>(authors);
            this.sinceMs = sinceMs;
            this.take = take;
        }

        void nextAuthor() {
            AgentId author = waiting.poll();
            if (author == null) {
                end(null);
            } else {
                page(author, null, true);
            }
        }

        private void page(AgentId author, @Nullable Long beforeId, boolean readable) {
            if (pages == MOST_PAGES) {
                end("it has more than " + MOST_PAGES + " pages");
                return;
            }
            pages++;
            CompletableFuture<Daemon.HistoryPage> asking = daemon.history(author, PAGE_ROWS, beforeId);
            asked = asking;
            asking.whenComplete((page, failure) -> {
                if (done.isDone()) {
                    return;
                }
                if (failure != null) {
                    end(shortened(Causes.text(Causes.unwrapped(failure))));
                } else {
                    read(author, page, beforeId, readable && page.unreadable() == 0);
                }
            });
        }

        private void read(AgentId author, Daemon.HistoryPage page, @Nullable Long beforeId, boolean readable) {
            boolean old = false;
            for (Daemon.HistoryRow row : page.rows()) {
                rows++;
                old |= row.seenAtMs() < sinceMs;
                boolean theirs = row.inbound() && row.author().equals(author);
                if (old && theirs && readable) {
                    whole.add(author);
                }
                HopFrame hop = theirs && !old ? hop(row.payload()) : null;
                if (hop != null && take.test(author, hop)) {
                    nextAuthor();
                    return;
                }
            }
            if (old) {
                nextAuthor();
                return;
            }
            Long next = page.nextBeforeId();
            if (next == null) {
                nextAuthor();
            } else if (beforeId != null && next >= beforeId) {
                end("its pages do not go on");
            } else {
                page(author, next, readable);
            }
        }

        private void end(@Nullable String trouble) {
            limit.cancel();
            CompletableFuture<Daemon.HistoryPage> last = asked;
            if (done.complete(new Reading(whole, rows, trouble)) && last != null) {
                last.cancel(false);
            }
        }
    }

    private static String shortened(String reason) {
        return reason.substring(0, Math.min(MOST_REASON, reason.length()));
    }

    private static @Nullable HopFrame hop(byte[] payload) {
        try {
            return Frames.decode(payload).orElse(null) instanceof HopFrame hop ? hop : null;
        } catch (WireException e) {
            return null; // not a message of ours
        }
    }
}
