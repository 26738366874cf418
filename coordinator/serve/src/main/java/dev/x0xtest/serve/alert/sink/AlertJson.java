package dev.x0xtest.serve.alert.sink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.serve.model.Alert;

/** Writes alert/1; alert-1.schema.json describes it. */
public final class AlertJson {
    static final String SCHEMA = "x0xtest/alert/1";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private AlertJson() {}

    /** The alert as JSON. */
    public static ObjectNode tree(Alert alert) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("schema", SCHEMA);
        json.put("id", alert.id());
        json.put("incident", alert.incident());
        json.put("event", alert.event().label());
        json.put("kind", alert.kind());
        json.put("severity", alert.severity());
        json.set("subject", subject(alert.subject()));
        json.put("since", alert.sinceMs());
        json.put("at", alert.atMs());
        json.put("seen", alert.seen());
        json.put("log10_odds", Math.round(10 * alert.log10Odds()) / 10.0);
        json.put("text", AlertText.plain(alert.text()));
        json.put("next", AlertText.plain(alert.next()));
        json.put("url", AlertText.plain(alert.url()));
        json.put("fleet", AlertText.plain(alert.fleet()));
        json.put("network", AlertText.plain(alert.network()));
        return json;
    }

    private static JsonNode subject(String text) {
        try {
            JsonNode subject = MAPPER.readTree(text);
            return subject.isObject() ? subject : JsonNodeFactory.instance.objectNode();
        } catch (JsonProcessingException e) {
            return JsonNodeFactory.instance.objectNode();
        }
    }
}
