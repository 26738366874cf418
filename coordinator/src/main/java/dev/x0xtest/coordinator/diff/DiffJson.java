package dev.x0xtest.coordinator.diff;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.wire.NodeLabel;
import java.util.Locale;

/** A comparison as JSON; the schema is {@code diff-1.schema.json} in the package {@code report}. */
public final class DiffJson {
    private static final String SCHEMA = "x0xtest/diff/1";

    private DiffJson() {}

    /** All of it. Times are in µs. */
    public static ObjectNode tree(Diff diff) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("schema", SCHEMA);
        json.put("base", diff.base().id());
        json.put("head", diff.head().id());
        json.put("comparable", diff.comparable());
        json.put("why", diff.incomparable());
        ArrayNode notes = json.putArray("notes");
        diff.notes().forEach(notes::add);
        json.put("pairs", diff.head().pairs());
        json.put("not_compared", diff.cutShort());
        if (diff.unpaired() > 0) {
            json.put("not_in_both", diff.unpaired());
        }
        for (PairChange.Kind kind : PairChange.Kind.values()) {
            ArrayNode list = json.putArray(kind.name().toLowerCase(Locale.ROOT));
            diff.of(kind).forEach(change -> change(change, list.addObject()));
        }
        json.put("unit", "us");
        json.put("slower_by", diff.slower().by().name().toLowerCase(Locale.ROOT));
        ArrayNode pairs = json.putArray("slower");
        ArrayNode nodes = json.putArray("slower_nodes");
        json.putNull("slower_run");
        for (Slowdowns.Slowdown one : diff.slower().list()) {
            NodeLabel src = one.src();
            NodeLabel dst = one.dst();
            NodeLabel node = one.node();
            ObjectNode times;
            if (src != null && dst != null) {
                times = pairs.addObject().put("src", src.text()).put("dst", dst.text());
            } else if (node != null) {
                times = nodes.addObject().put("node", node.text());
            } else {
                times = json.putObject("slower_run");
            }
            times.put("p50_before", one.beforeUs())
                    .put("p50_after", one.afterUs())
                    .put("p", one.chance());
        }
        return json;
    }

    private static void change(PairChange change, ObjectNode json) {
        json.put("src", change.src().text());
        json.put("dst", change.dst().text());
        json.put("before", change.before().outcome().name());
        json.put("after", change.after().outcome().name());
        json.put("proven_before", change.before().proven());
        json.put("samples_before", change.before().samples());
        json.put("proven_after", change.after().proven());
        json.put("samples_after", change.after().samples());
    }
}
