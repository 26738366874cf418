package dev.x0xtest.serve.history;

import dev.x0xtest.serve.model.Delivery;
import dev.x0xtest.serve.model.EndedRun;
import dev.x0xtest.serve.model.Incident;
import dev.x0xtest.serve.model.Order;
import dev.x0xtest.serve.model.RunKind;
import dev.x0xtest.serve.model.Scope;
import dev.x0xtest.serve.model.SkippedTick;
import java.util.List;

/** Writes the history. Each method is one transaction: all of it is kept, or nothing. Throws {@link HistoryException}. */
public interface HistoryWriter {
    /** Marks a run as in flight; a run that is still marked at the next start was cut. */
    void began(Scope scope, RunKind kind, String schedule, String runId, long startedMs);

    /** Forgets a run that is marked as in flight: it measured nothing, and its tick is a gap. */
    void dropped(String runId);

    /** Keeps a run with what it changed. A run that is there already changes nothing. */
    void keep(EndedRun run, List<Incident> incidents, List<Delivery> deliveries);

    /** Keeps a gap. */
    void skipped(SkippedTick tick);

    /** Keeps incidents and alerts that no run has changed, such as the end of a node that left. */
    void changed(List<Incident> incidents, List<Delivery> deliveries);

    /** A sink has taken an alert. */
    void delivered(Delivery delivery);

    /** A sink has not taken an alert, which waits until {@code delivery.nextMs()}. */
    void postponed(Delivery delivery);

    /** Keeps an order. */
    void ordered(Order order);

    /** Ends an order before its time. Whether there was one. */
    boolean withdrawn(String orderId, long atMs);

    /** Who did what: kept for good, never changed. */
    void audited(long atMs, String who, String action, String target, String reason);

    /**
     * One small step of what can wait: the spool's entries, sums of hours and days, forgetting. Call it on the writer's thread
     * while nothing else is to be written.
     *
     * @return whether there is more to do now
     */
    default boolean tidy(long nowMs) {
        return false;
    }
}
