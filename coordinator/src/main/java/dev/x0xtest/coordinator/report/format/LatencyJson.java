package dev.x0xtest.coordinator.report.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.coordinator.latency.Clocks;
import dev.x0xtest.coordinator.latency.Figures;
import dev.x0xtest.coordinator.latency.Latencies;
import dev.x0xtest.coordinator.latency.OneWay;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.wire.NodeLabel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Writes the keys {@code latency} and {@code clocks} of a report, a line for each pair and each node. */
final class LatencyJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Grid grid;
    private final List<NodeLabel> nodes;
    private final Latencies latencies;

    private LatencyJson(Grid grid) {
        this.grid = grid;
        this.nodes = grid.nodes();
        this.latencies = grid.latencies();
    }

    /** Writes both keys, after others; nothing where no time of any hop is known. */
    static void write(Report report, String between, Appendable out) throws IOException {
        LatencyJson json = new LatencyJson(Grid.of(report));
        if (!json.latencies.known()) {
            return;
        }
        out.append(between).append("latency\": ");
        try {
            json.latency(out);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        out.append(between).append("clocks\": ").append(json.clocks().toString());
    }

    /** Adds both keys; nothing where no time of any hop is known. */
    static void add(Report report, ObjectNode to) {
        LatencyJson json = new LatencyJson(Grid.of(report));
        if (json.latencies.known()) {
            ObjectNode latency = json.frame(to.putObject("latency"));
            ArrayNode pairs = latency.putArray("pairs");
            json.eachPair((from, other) -> pairs.add(json.pair(from, other)));
            latency.set("rows", json.array(json::row));
            latency.set("columns", json.array(json::column));
            latency.set("all", json.both(json.latencies.all(), NODES.objectNode()));
            to.set("clocks", json.clocks());
        }
    }

    /** Goes through the pairs that the run has measured. */
    private void eachPair(Latencies.PairVisitor visitor) {
        latencies.eachPair((from, to) -> {
            if (grid.has(from, to)) {
                visitor.visit(from, to);
            }
        });
    }

    private ObjectNode frame(ObjectNode json) {
        json.put("unit", "us");
        json.putArray("from").add("scheduled").add("send");
        return json;
    }

    private ArrayNode array(IntFunction<JsonNode> json) {
        ArrayNode array = NODES.arrayNode();
        for (int node = 0; node < nodes.size(); node++) {
            array.add(json.apply(node));
        }
        return array;
    }

    private void latency(Appendable out) throws IOException {
        String frame = frame(NODES.objectNode()).toString();
        out.append(frame, 0, frame.length() - 1).append(",\n    \"pairs\": [");
        Lines lines = new Lines(out);
        eachPair((from, to) -> lines.add(pair(from, to)));
        out.append("],\n    \"rows\": [");
        lines(out, this::row);
        out.append("],\n    \"columns\": [");
        lines(out, this::column);
        out.append("],\n    \"all\": ")
                .append(both(latencies.all(), NODES.objectNode()).toString())
                .append('}');
    }

    private void lines(Appendable out, IntFunction<JsonNode> json) {
        Lines lines = new Lines(out);
        for (int node = 0; node < nodes.size(); node++) {
            lines.add(json.apply(node));
        }
    }

    /** The elements of an array, each on a line of its own. */
    private static final class Lines {
        private final Appendable out;
        private String before = "\n      ";

        Lines(Appendable out) {
            this.out = out;
        }

        void add(JsonNode element) {
            try {
                out.append(before).append(element.toString());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            before = ",\n      ";
        }
    }

    private ObjectNode pair(int from, int to) {
        ObjectNode json = NODES.objectNode();
        json.put("src", nodes.get(from).text());
        json.put("dst", nodes.get(to).text());
        both(latencies.pair(from, to), json);
        json.set("one_way", oneWay(latencies.oneWay(from, to)));
        return json;
    }

    private static JsonNode oneWay(@Nullable OneWay way) {
        return way == null
                ? NODES.nullNode()
                : NODES.objectNode()
                        .put("value", way.valueUs())
                        .put("bound", way.boundUs())
                        .put("flag", way.flag());
    }

    private JsonNode row(int node) {
        return both(latencies.row(node), node(node));
    }

    private JsonNode column(int node) {
        return both(latencies.column(node), node(node));
    }

    private ObjectNode node(int node) {
        return NODES.objectNode().put("node", nodes.get(node).text());
    }

    private ObjectNode both(Latencies.Both both, ObjectNode json) {
        json.set("scheduled", figures(both.scheduled()));
        json.set("send", figures(both.send()));
        return json;
    }

    private static ObjectNode figures(Figures figures) {
        return NODES.objectNode()
                .put("count", figures.count())
                .put("min", figures.min())
                .put("p50", figures.p50())
                .put("p90", figures.p90())
                .put("p99", figures.p99())
                .put("max", figures.max())
                .put("hdr", figures.hdr());
    }

    private ObjectNode clocks() {
        Clocks clocks = latencies.clocks();
        ObjectNode json = NODES.objectNode();
        boolean none = clocks.reference() < 0;
        json.put("reference", none ? null : nodes.get(clocks.reference()).text());
        ArrayNode known = json.putArray("nodes");
        for (int node = 0; node < nodes.size(); node++) {
            if (clocks.known(node)) {
                known.add(node(node).put("offset_us", clocks.offsetUs(node)).put("bound_us", clocks.boundUs(node)));
            }
        }
        json.put("residual_us", none ? null : (Long) clocks.residualUs());
        return json;
    }
}
