package dev.x0xtest.serve.history.line;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.serve.history.codec.CodecException;
import dev.x0xtest.serve.history.record.CellFigures;
import dev.x0xtest.serve.history.record.KeptRun;
import dev.x0xtest.serve.history.record.Miss;
import dev.x0xtest.serve.history.record.Row;
import dev.x0xtest.serve.history.record.Seat;
import dev.x0xtest.serve.model.RunKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A run as JSON. A row is {@code [src, [dst, letter, class, proven, refuted, unobserved, p50, p90, max], ...]}, where nodes
 * are places in the list of nodes and times are microseconds or -1.
 */
final class RunJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int FIGURES = 9;
    private static final int MOST_NODES = 10_000;
    private static final int MOST_FACTS = 50;

    private RunJson() {}

    static void write(KeptRun run, ObjectNode json) {
        json.put("run", run.runId());
        ModelJson.scope(run.scope(), json);
        json.put("kind", run.kind().label());
        json.put("schedule", run.schedule());
        json.put("started_ms", run.startedMs());
        json.put("ended_ms", run.endedMs());
        json.put("verdict", run.verdict());
        json.put("messages", run.messages());
        ArrayNode nodes = json.putArray("nodes");
        run.nodes().forEach(seat -> nodes.add(seat(seat)));
        ArrayNode rows = json.putArray("rows");
        run.rows().forEach(row -> rows.add(row(row)));
        ArrayNode misses = json.putArray("misses");
        run.misses()
                .forEach(miss -> misses.addObject()
                        .put("src", miss.src())
                        .put("dst", miss.dst())
                        .put("letter", String.valueOf(miss.letter()))
                        .put("code", miss.code())
                        .put("reason", miss.reason()));
        json.put("report", run.report());
    }

    /** A node as JSON. */
    static ObjectNode seat(Seat seat) {
        ObjectNode json = NODES.objectNode();
        json.put("node", seat.label());
        json.put("agent_id", seat.agentId());
        json.put("measured", seat.measured());
        ObjectNode facts = json.putObject("facts");
        seat.facts().forEach(facts::put);
        return json;
    }

    static Seat seat(JsonNode json) {
        Map<String, String> facts = new LinkedHashMap<>();
        json.path("facts").properties().stream()
                .limit(MOST_FACTS)
                .forEach(fact -> facts.put(fact.getKey(), fact.getValue().asText()));
        return new Seat(
                ModelJson.text(json, "node"),
                ModelJson.text(json, "agent_id"),
                json.path("measured").asBoolean(true),
                facts);
    }

    private static ArrayNode row(Row row) {
        ArrayNode array = NODES.arrayNode().add(row.src());
        for (CellFigures cell : row.cells()) {
            array.addArray()
                    .add(cell.dst())
                    .add(String.valueOf(cell.letter()))
                    .add(String.valueOf(cell.outcome()))
                    .add(cell.proven())
                    .add(cell.refuted())
                    .add(cell.unobserved())
                    .add(cell.p50Us())
                    .add(cell.p90Us())
                    .add(cell.maxUs());
        }
        return array;
    }

    static KeptRun read(JsonNode json) {
        List<Seat> nodes = new ArrayList<>();
        if (json.path("nodes").size() > MOST_NODES) {
            throw new CodecException("a run with too many nodes");
        }
        json.path("nodes").forEach(seat -> nodes.add(seat(seat)));
        List<Row> rows = new ArrayList<>();
        json.path("rows").forEach(row -> rows.add(row(row, nodes.size())));
        if (rows.size() > nodes.size()) {
            throw new CodecException("a run with more rows than nodes");
        }
        List<Miss> misses = new ArrayList<>();
        for (JsonNode miss : json.path("misses")) {
            if (misses.size() < KeptRun.MOST_MISSES) {
                misses.add(new Miss(
                        place(ModelJson.number(miss, "src"), nodes.size()),
                        place(ModelJson.number(miss, "dst"), nodes.size()),
                        letter(miss.path("letter")),
                        ModelJson.text(miss, "code"),
                        ModelJson.text(miss, "reason")));
            }
        }
        return new KeptRun(
                ModelJson.scope(json),
                ModelJson.label(RunKind.class, ModelJson.text(json, "kind")),
                ModelJson.text(json, "schedule"),
                ModelJson.text(json, "run"),
                ModelJson.number(json, "started_ms"),
                ModelJson.number(json, "ended_ms"),
                ModelJson.text(json, "verdict"),
                number(json.path("messages")),
                nodes,
                rows,
                misses,
                report(json.path("report")));
    }

    private static byte[] report(JsonNode base64) {
        try {
            byte[] bytes = base64.binaryValue();
            return bytes == null ? new byte[0] : bytes;
        } catch (IOException e) {
            throw new CodecException("a report that is not base64", e);
        }
    }

    private static Row row(JsonNode array, int nodes) {
        List<CellFigures> cells = new ArrayList<>();
        int before = -1;
        for (int at = 1; at < array.size(); at++) {
            CellFigures cell = cell(array.get(at), nodes);
            if (cell.dst() <= before) {
                throw new CodecException("a row that is out of order");
            }
            before = cell.dst();
            cells.add(cell);
        }
        return new Row(place(array.path(0).asLong(-1), nodes), cells);
    }

    private static CellFigures cell(JsonNode array, int nodes) {
        if (array.size() != FIGURES) {
            throw new CodecException("a cell of " + array.size() + " figures");
        }
        try {
            return new CellFigures(
                    place(array.get(0).asLong(-1), nodes),
                    letter(array.get(1)),
                    letter(array.get(2)),
                    number(array.get(3)),
                    number(array.get(4)),
                    number(array.get(5)),
                    number(array.get(6)),
                    number(array.get(7)),
                    number(array.get(8)));
        } catch (IllegalArgumentException e) {
            throw new CodecException("a cell that contradicts itself", e);
        }
    }

    private static int number(JsonNode value) {
        if (!value.canConvertToInt()) {
            throw new CodecException("a cell without its numbers");
        }
        return value.asInt();
    }

    private static char letter(JsonNode text) {
        if (!text.isTextual() || text.asText().length() != 1) {
            throw new CodecException("a cell without a letter");
        }
        return text.asText().charAt(0);
    }

    private static int place(long place, int nodes) {
        if (place < 0 || place >= nodes) {
            throw new CodecException("a node that the run does not have");
        }
        return (int) place;
    }
}
