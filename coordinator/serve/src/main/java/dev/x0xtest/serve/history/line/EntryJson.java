package dev.x0xtest.serve.history.line;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.serve.history.codec.CodecException;
import dev.x0xtest.serve.history.record.Entry;
import dev.x0xtest.serve.history.record.Seat;
import dev.x0xtest.serve.model.Delivery;
import dev.x0xtest.serve.model.Incident;
import dev.x0xtest.serve.model.RunKind;
import java.util.ArrayList;
import java.util.List;

/** Entries as lines of JSON: {@code history/1}, the form of the spool and of an export. Thread-safe. */
public final class EntryJson {
    /** In each line, so that a later version can tell. */
    public static final String SCHEMA = "x0xtest/history/1";

    /** Each line starts so. */
    public static final String START = "{\"schema\":\"" + SCHEMA + "\"";

    private static final int MOST_INCIDENTS = 10_000;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private EntryJson() {}

    /** One line without its line feed. */
    public static String line(Entry entry) {
        ObjectNode json = NODES.objectNode();
        json.put("schema", SCHEMA);
        if (entry instanceof Entry.Began began) {
            json.put("type", "began");
            json.put("run", began.runId());
            ModelJson.scope(began.scope(), json);
            json.put("kind", began.kind().label());
            json.put("schedule", began.schedule());
            json.put("started_ms", began.startedMs());
        } else if (entry instanceof Entry.Dropped dropped) {
            json.put("type", "dropped");
            json.put("run", dropped.runId());
        } else if (entry instanceof Entry.Ended ended) {
            json.put("type", "run");
            RunJson.write(ended.run(), json);
            changes(ended.incidents(), ended.deliveries(), json);
        } else if (entry instanceof Entry.Skipped skipped) {
            json.put("type", "skipped");
            json.set("tick", ModelJson.tick(skipped.tick()));
        } else if (entry instanceof Entry.Changed changed) {
            json.put("type", "changed");
            changes(changed.incidents(), changed.deliveries(), json);
        } else if (entry instanceof Entry.Delivered delivered) {
            json.put("type", "delivered");
            json.put("sink", delivered.sink());
            json.put("alert", delivered.alertId());
        } else if (entry instanceof Entry.Postponed postponed) {
            json.put("type", "postponed");
            json.set("delivery", ModelJson.delivery(postponed.delivery()));
        } else {
            operator(entry, json);
        }
        return json.toString();
    }

    private static void operator(Entry entry, ObjectNode json) {
        if (entry instanceof Entry.Ordered ordered) {
            json.put("type", "ordered");
            json.set("order", ModelJson.order(ordered.order()));
        } else if (entry instanceof Entry.Withdrawn withdrawn) {
            json.put("type", "withdrawn");
            json.put("order", withdrawn.orderId());
            json.put("at_ms", withdrawn.atMs());
        } else if (entry instanceof Entry.Audited audited) {
            json.put("type", "audited");
            json.put("at_ms", audited.atMs());
            json.put("who", audited.who());
            json.put("action", audited.action());
            json.put("target", audited.target());
            json.put("reason", audited.reason());
        }
    }

    private static void changes(List<Incident> incidents, List<Delivery> deliveries, ObjectNode json) {
        ArrayNode changed = json.putArray("incidents");
        incidents.forEach(incident -> changed.add(ModelJson.incident(incident)));
        ArrayNode waiting = json.putArray("deliveries");
        deliveries.forEach(delivery -> waiting.add(ModelJson.delivery(delivery)));
    }

    /**
     * The entry of a line.
     *
     * @throws CodecException if it is none
     */
    public static Entry entry(String line) {
        JsonNode json = tree(line);
        String schema = json.path("schema").asText();
        if (!schema.equals(SCHEMA)) {
            throw new CodecException("not a line of " + SCHEMA);
        }
        return switch (json.path("type").asText()) {
            case "began" ->
                new Entry.Began(
                        ModelJson.scope(json),
                        ModelJson.label(RunKind.class, ModelJson.text(json, "kind")),
                        ModelJson.text(json, "schedule"),
                        ModelJson.text(json, "run"),
                        ModelJson.number(json, "started_ms"));
            case "dropped" -> new Entry.Dropped(ModelJson.text(json, "run"));
            case "run" -> new Entry.Ended(RunJson.read(json), incidents(json), deliveries(json));
            case "skipped" -> new Entry.Skipped(ModelJson.tick(json.path("tick")));
            case "changed" -> new Entry.Changed(incidents(json), deliveries(json));
            case "delivered" -> new Entry.Delivered(ModelJson.text(json, "sink"), ModelJson.text(json, "alert"));
            case "postponed" -> new Entry.Postponed(ModelJson.delivery(json.path("delivery")));
            case "ordered" -> new Entry.Ordered(ModelJson.order(json.path("order")));
            case "withdrawn" -> new Entry.Withdrawn(ModelJson.text(json, "order"), ModelJson.number(json, "at_ms"));
            case "audited" ->
                new Entry.Audited(
                        ModelJson.number(json, "at_ms"),
                        ModelJson.text(json, "who"),
                        ModelJson.text(json, "action"),
                        ModelJson.text(json, "target"),
                        ModelJson.text(json, "reason"));
            default -> throw new CodecException("a line of an unknown type");
        };
    }

    private static List<Incident> incidents(JsonNode json) {
        List<Incident> incidents = new ArrayList<>();
        for (JsonNode one : json.path("incidents")) {
            if (incidents.size() == MOST_INCIDENTS) {
                throw new CodecException("a line with too many incidents");
            }
            incidents.add(ModelJson.incident(one));
        }
        return incidents;
    }

    private static List<Delivery> deliveries(JsonNode json) {
        List<Delivery> deliveries = new ArrayList<>();
        json.path("deliveries").forEach(one -> deliveries.add(ModelJson.delivery(one)));
        return deliveries;
    }

    /** The nodes of a run as JSON text. */
    public static String seats(List<Seat> seats) {
        ArrayNode array = NODES.arrayNode();
        seats.forEach(seat -> array.add(RunJson.seat(seat)));
        return array.toString();
    }

    /** The nodes in such a text. */
    public static List<Seat> seats(String text) {
        List<Seat> seats = new ArrayList<>();
        tree(text).forEach(one -> seats.add(RunJson.seat(one)));
        return seats;
    }

    /** JSON that a database or a file has. */
    public static JsonNode tree(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new CodecException("not JSON", e);
        }
    }
}
