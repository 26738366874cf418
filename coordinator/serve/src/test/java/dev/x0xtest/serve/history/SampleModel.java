package dev.x0xtest.serve.history;

import dev.x0xtest.serve.model.Alert;
import dev.x0xtest.serve.model.Delivery;
import dev.x0xtest.serve.model.Incident;
import dev.x0xtest.serve.model.Order;
import dev.x0xtest.serve.model.SkippedTick;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Incidents, alerts, orders and ticks. */
public final class SampleModel {
    private SampleModel() {}

    public static Incident incident(String id, Incident.State state, long sinceMs, @Nullable Long clearedMs) {
        return new Incident(
                id,
                SampleRun.SCOPE,
                "LINK",
                null,
                "{\"from\":\"a\",\"to\":\"b\"}",
                List.of("a", "b"),
                List.of("a>b"),
                state,
                "red",
                sinceMs,
                sinceMs + 5,
                clearedMs,
                2,
                3,
                0,
                4.25,
                "the link from a to b is broken; \u00fc \ud83d\ude80",
                "x0xtest explain latest a b",
                List.of(SampleRun.id(1)));
    }

    public static Delivery delivery(String sink, String alertId, int attempts, long nextMs) {
        Alert alert = new Alert(
                alertId,
                "i1",
                Alert.Event.OPENED,
                "LINK",
                "slow",
                "{\"from\":\"a\",\"to\":\"b\"}",
                5,
                6,
                "2 of 3",
                4.25,
                "text",
                "next",
                "",
                "fleet",
                "test");
        return new Delivery(sink, alert, attempts, nextMs);
    }

    public static Order order(String id, long fromMs, long untilMs) {
        return new Order(id, Order.Kind.SILENCE, "a>b", fromMs, untilMs, "known", "anna");
    }

    public static SkippedTick tick(long dueMs, long untilMs) {
        return new SkippedTick(SampleRun.SCOPE, "every", dueMs, untilMs, SkippedTick.Reason.BUSY, "by build-7");
    }
}
