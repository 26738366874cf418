package dev.x0xtest.local.selftest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The results of a self-test as JSON, {@code x0xtest/selftest/1}. */
public final class SelftestJson {
    private static final String SCHEMA = "x0xtest/selftest/1";

    private SelftestJson() {}

    /** All results. */
    public static ObjectNode tree(List<Checker.Result> results) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        long right = results.stream().filter(Checker.Result::right).count();
        json.put("schema", SCHEMA);
        json.put("mutants", results.size());
        json.put("right", right);
        ArrayNode list = json.putArray("list");
        results.forEach(result -> list.add(tree(result)));
        return json;
    }

    private static ObjectNode tree(Checker.Result result) {
        Mutant mutant = result.mutant();
        Mutant.Expected expected = mutant.expect();
        Seen seen = result.seen();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("name", mutant.name()).put("right", result.right());
        texts(json.putArray("broken"), mutant.broken());
        json.put("nodes", mutant.nodes()).put("samples", mutant.samples()).put("seed", mutant.seed());
        json.put("why", mutant.why());
        json.set(
                "expected",
                said(expected.exit(), expected.ended(), expected.cells(), expected.status(), expected.causes()));
        json.set("seen", said(seen.exit(), seen.ended(), seen.cells(), seen.status(), seen.causes()));
        texts(json.putArray("wrong"), result.wrong());
        texts(json.putArray("twin_wrong"), result.twinWrong());
        return json;
    }

    private static ObjectNode said(
            int exit, @Nullable String ended, Map<String, String> cells, String status, List<String> causes) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("exit", exit).put("ended", ended);
        ObjectNode pairs = json.putObject("cells");
        cells.forEach((pair, outcome) -> {
            if (!outcome.equals("PROVEN")) {
                pairs.put(pair, outcome);
            }
        });
        json.put("causes_status", status);
        texts(json.putArray("causes"), causes);
        return json;
    }

    private static void texts(ArrayNode array, List<String> texts) {
        texts.forEach(array::add);
    }
}
