package dev.x0xtest.runner.history;

import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.wire.AgentId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;

/** The history of a fake daemon, one conversation, answered in pages as x0xd does. */
final class StoredMessages implements BiFunction<AgentId, Long, CompletableFuture<Daemon.HistoryPage>> {
    private final List<Daemon.HistoryRow> newestFirst = new ArrayList<>();
    int unreadable;

    /** Adds a message that the agent of the conversation sent. */
    StoredMessages from(AgentId author, long seenAtMs, byte[] payload) {
        return add(author, true, seenAtMs, payload);
    }

    StoredMessages add(AgentId author, boolean inbound, long seenAtMs, byte[] payload) {
        newestFirst.add(0, new Daemon.HistoryRow(newestFirst.size() + 1, author, inbound, seenAtMs, payload));
        return this;
    }

    @Override
    public CompletableFuture<Daemon.HistoryPage> apply(AgentId peer, Long before) {
        List<Daemon.HistoryRow> page = newestFirst.stream()
                .filter(row -> row.id() < before)
                .limit(HistoryReader.PAGE_ROWS)
                .toList();
        Long next = page.isEmpty() ? null : (Long) page.get(page.size() - 1).id();
        return CompletableFuture.completedFuture(new Daemon.HistoryPage(page, next, unreadable));
    }
}
