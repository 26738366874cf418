package dev.x0xtest.coordinator.explain;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** An explanation as JSON; the schema is {@code explain-1.schema.json} in the package {@code report}. */
public final class ExplanationJson {
    private static final String SCHEMA = "x0xtest/explain/1";

    private ExplanationJson() {}

    /** All of it. */
    public static ObjectNode tree(Explanation explanation) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("schema", SCHEMA);
        json.put("run", explanation.run());
        json.put("src", explanation.src().text());
        json.put("dst", explanation.dst().text());
        json.put("outcome", explanation.outcome());
        ArrayNode why = json.putArray("why");
        explanation.why().forEach(why::add);
        ArrayNode events = json.putArray("events");
        for (PairEvent event : explanation.events()) {
            events.addObject()
                    .put("t_us", event.tUs())
                    .put("bound_us", event.boundUs())
                    .put("at", event.at().label())
                    .put("kind", event.kind().label())
                    .put("id", event.id().isEmpty() ? null : event.id())
                    .put("text", event.text());
        }
        json.putObject("left_out").put("renewals", explanation.renewals()).put("others", explanation.others());
        return json;
    }
}
