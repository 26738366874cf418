package dev.x0xtest.serve.watch;

import dev.x0xtest.serve.alert.AlertBacklog;
import dev.x0xtest.serve.history.HistoryException;
import dev.x0xtest.serve.history.HistoryReader;
import dev.x0xtest.serve.model.Delivery;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What sinks have yet to take lives in the history. Any thread. */
final class Backlog implements AlertBacklog {
    private static final Logger log = LoggerFactory.getLogger(Backlog.class);

    private final HistoryReader reader;
    private final HistoryThread writer;

    Backlog(HistoryReader reader, HistoryThread writer) {
        this.reader = reader;
        this.writer = writer;
    }

    @Override
    public void delivered(Delivery delivery) {
        writer.write(to -> to.delivered(delivery));
    }

    @Override
    public void postponed(Delivery delivery) {
        writer.write(to -> to.postponed(delivery));
    }

    @Override
    public List<Delivery> waiting(String sink, int limit) {
        try {
            return reader.deliveries(sink, limit);
        } catch (HistoryException e) {
            log.warn("the alerts that wait cannot be read: {}", e.getMessage());
            return List.of();
        }
    }
}
