package dev.x0xtest.serve.history.line;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.serve.history.codec.CodecException;
import dev.x0xtest.serve.model.Alert;
import dev.x0xtest.serve.model.Delivery;
import dev.x0xtest.serve.model.Incident;
import dev.x0xtest.serve.model.Order;
import dev.x0xtest.serve.model.Scope;
import dev.x0xtest.serve.model.SkippedTick;
import dev.x0xtest.wire.NetworkName;
import dev.x0xtest.wire.Plane;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Incidents, alerts, orders and ticks as JSON, the same in a database, in the spool and in an export. */
public final class ModelJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private ModelJson() {}

    public static ObjectNode incident(Incident incident) {
        ObjectNode json = NODES.objectNode();
        json.put("id", incident.id());
        scope(incident.scope(), json);
        json.put("kind", incident.kind());
        json.put("part", incident.part());
        json.put("subject", incident.subject());
        json.set("nodes", strings(incident.nodes()));
        json.set("cells", strings(incident.cells()));
        json.put("state", incident.state().label());
        json.put("severity", incident.severity());
        json.put("since_ms", incident.sinceMs());
        json.put("at_ms", incident.atMs());
        json.put("cleared_ms", incident.clearedMs());
        json.put("seen", incident.seen());
        json.put("of", incident.of());
        json.put("proven", incident.proven());
        json.put("log10_odds", incident.log10Odds());
        json.put("text", incident.text());
        json.put("next", incident.next());
        json.set("runs", strings(incident.runs()));
        return json;
    }

    /** Throws {@link CodecException}, as all readers here. */
    public static Incident incident(JsonNode json) {
        return new Incident(
                text(json, "id"),
                scope(json),
                text(json, "kind"),
                optional(json, "part"),
                text(json, "subject"),
                texts(json, "nodes", Incident.MOST_CELLS),
                texts(json, "cells", Incident.MOST_CELLS),
                label(Incident.State.class, text(json, "state")),
                text(json, "severity"),
                number(json, "since_ms"),
                number(json, "at_ms"),
                json.path("cleared_ms").isNumber() ? (Long) number(json, "cleared_ms") : null,
                (int) number(json, "seen"),
                (int) number(json, "of"),
                (int) number(json, "proven"),
                json.path("log10_odds").asDouble(),
                text(json, "text"),
                text(json, "next"),
                texts(json, "runs", Incident.MOST_RUNS));
    }

    public static ObjectNode delivery(Delivery delivery) {
        ObjectNode json = NODES.objectNode();
        json.put("sink", delivery.sink());
        json.put("attempts", delivery.attempts());
        json.put("next_ms", delivery.nextMs());
        json.set("alert", alert(delivery.alert()));
        return json;
    }

    public static Delivery delivery(JsonNode json) {
        return new Delivery(
                text(json, "sink"), alert(json.path("alert")), (int) number(json, "attempts"), number(json, "next_ms"));
    }

    private static ObjectNode alert(Alert alert) {
        ObjectNode json = NODES.objectNode();
        json.put("id", alert.id());
        json.put("incident", alert.incident());
        json.put("event", alert.event().label());
        json.put("kind", alert.kind());
        json.put("severity", alert.severity());
        json.put("subject", alert.subject());
        json.put("since_ms", alert.sinceMs());
        json.put("at_ms", alert.atMs());
        json.put("seen", alert.seen());
        json.put("log10_odds", alert.log10Odds());
        json.put("text", alert.text());
        json.put("next", alert.next());
        json.put("url", alert.url());
        json.put("fleet", alert.fleet());
        json.put("network", alert.network());
        return json;
    }

    private static Alert alert(JsonNode json) {
        return new Alert(
                text(json, "id"),
                text(json, "incident"),
                label(Alert.Event.class, text(json, "event")),
                text(json, "kind"),
                // One that was kept before alerts had it has none.
                json.path("severity").asText("red"),
                text(json, "subject"),
                number(json, "since_ms"),
                number(json, "at_ms"),
                text(json, "seen"),
                json.path("log10_odds").asDouble(),
                text(json, "text"),
                text(json, "next"),
                text(json, "url"),
                text(json, "fleet"),
                text(json, "network"));
    }

    static ObjectNode order(Order order) {
        ObjectNode json = NODES.objectNode();
        json.put("id", order.id());
        json.put("kind", order.kind().label());
        json.put("target", order.target());
        json.put("from_ms", order.fromMs());
        json.put("until_ms", order.untilMs());
        json.put("reason", order.reason());
        json.put("by", order.by());
        return json;
    }

    static Order order(JsonNode json) {
        return new Order(
                text(json, "id"),
                label(Order.Kind.class, text(json, "kind")),
                text(json, "target"),
                number(json, "from_ms"),
                number(json, "until_ms"),
                text(json, "reason"),
                text(json, "by"));
    }

    static ObjectNode tick(SkippedTick tick) {
        ObjectNode json = NODES.objectNode();
        scope(tick.scope(), json);
        json.put("schedule", tick.schedule());
        json.put("due_ms", tick.dueMs());
        json.put("until_ms", tick.untilMs());
        json.put("reason", tick.reason().label());
        json.put("text", tick.text());
        return json;
    }

    static SkippedTick tick(JsonNode json) {
        return new SkippedTick(
                scope(json),
                text(json, "schedule"),
                number(json, "due_ms"),
                number(json, "until_ms"),
                label(SkippedTick.Reason.class, text(json, "reason")),
                text(json, "text"));
    }

    static void scope(Scope scope, ObjectNode json) {
        json.put("network", scope.network().text());
        json.put("plane", scope.plane().label());
    }

    static Scope scope(JsonNode json) {
        return scope(text(json, "network"), text(json, "plane"));
    }

    /** The scope of these names. */
    public static Scope scope(String network, String plane) {
        return new Scope(
                NetworkName.parse(network).orElseThrow(() -> new CodecException("no name of a network")),
                Plane.parse(plane).orElseThrow(() -> new CodecException("no name of a plane")));
    }

    /** The constant of an enum that has this label. */
    public static <E extends Enum<E>> E label(Class<E> type, String label) {
        try {
            return Enum.valueOf(type, label.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new CodecException("an unknown word for " + type.getSimpleName(), e);
        }
    }

    static ArrayNode strings(List<String> texts) {
        ArrayNode array = NODES.arrayNode();
        texts.forEach(array::add);
        return array;
    }

    static List<String> texts(JsonNode json, String key, int most) {
        JsonNode array = json.path(key);
        if (!array.isArray() || array.size() > most) {
            throw new CodecException("a line without the list " + key + ", or with one that is too long");
        }
        List<String> texts = new ArrayList<>();
        array.forEach(one -> texts.add(one.asText()));
        return texts;
    }

    static String text(JsonNode json, String key) {
        JsonNode value = json.path(key);
        if (!value.isTextual()) {
            throw new CodecException("a line without the text " + key);
        }
        return value.asText();
    }

    static long number(JsonNode json, String key) {
        JsonNode value = json.path(key);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new CodecException("a line without the number " + key);
        }
        return value.asLong();
    }

    private static @Nullable String optional(JsonNode json, String key) {
        return json.path(key).isTextual() ? json.path(key).asText() : null;
    }
}
