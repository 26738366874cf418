package dev.x0xtest.serve.history.record;

import dev.x0xtest.serve.model.Delivery;
import dev.x0xtest.serve.model.Incident;
import dev.x0xtest.serve.model.Order;
import dev.x0xtest.serve.model.RunKind;
import dev.x0xtest.serve.model.Scope;
import dev.x0xtest.serve.model.SkippedTick;
import java.util.List;

/** One change of the history: what one transaction keeps. It can wait in a file until a database takes it. */
public sealed interface Entry {
    /** A run is in flight. */
    record Began(Scope scope, RunKind kind, String schedule, String runId, long startedMs) implements Entry {}

    /** A run that was in flight has measured nothing, and is none. */
    record Dropped(String runId) implements Entry {}

    /** A run has ended. */
    record Ended(KeptRun run, List<Incident> incidents, List<Delivery> deliveries) implements Entry {
        public Ended {
            incidents = List.copyOf(incidents);
            deliveries = List.copyOf(deliveries);
        }
    }

    /** A tick had no run. */
    record Skipped(SkippedTick tick) implements Entry {}

    /** Incidents and alerts that no run has changed. */
    record Changed(List<Incident> incidents, List<Delivery> deliveries) implements Entry {
        public Changed {
            incidents = List.copyOf(incidents);
            deliveries = List.copyOf(deliveries);
        }
    }

    /** A sink has taken an alert. */
    record Delivered(String sink, String alertId) implements Entry {}

    /** A sink has not taken an alert. */
    record Postponed(Delivery delivery) implements Entry {}

    /** An operator has ordered something. */
    record Ordered(Order order) implements Entry {}

    /** An order ends before its time. */
    record Withdrawn(String orderId, long atMs) implements Entry {}

    /** Who did what. */
    record Audited(long atMs, String who, String action, String target, String reason) implements Entry {}
}
