package dev.x0xtest.coordinator.report.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.coordinator.report.fact.Fact;
import dev.x0xtest.wire.NodeLabel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A fact as JSON, and back. Pure. */
final class FactJson {
    private FactJson() {}

    static ObjectNode tree(Fact fact) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("node", fact.node().text());
        json.put("about", fact.about() == null ? null : fact.about().text());
        json.put("source", fact.source().label());
        json.put("fact", fact.name());
        json.put("value", fact.value());
        json.put("text", fact.text());
        json.put("at_ms", fact.atMs());
        return json;
    }

    /** The facts of a report; of an unknown source, as a later version may have it, there are none. */
    static List<Fact> facts(JsonNode array) {
        List<Fact> facts = new ArrayList<>();
        array.forEach(json -> fact(json).ifPresent(facts::add));
        return facts;
    }

    private static Optional<Fact> fact(JsonNode json) {
        return Fact.Source.parse(json.path("source").asText())
                .map(source -> new Fact(
                        new NodeLabel(json.path("node").asText()),
                        json.path("about").isTextual()
                                ? new NodeLabel(json.path("about").asText())
                                : null,
                        source,
                        json.path("fact").asText(),
                        json.path("value").isNumber()
                                ? (Long) json.path("value").asLong()
                                : null,
                        text(json.path("text")),
                        json.path("at_ms").asLong()));
    }

    private static @Nullable String text(JsonNode value) {
        return value.isTextual() ? value.asText() : null;
    }
}
