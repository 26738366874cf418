package dev.x0xtest.serve.api.run;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a person wants to see of a run's report: all but the pairs that are proven and the figures of single pairs. It reads the
 * report piece by piece, because all of a large one does not fit into memory as a tree.
 */
public final class RunOverview {
    static final int MOST_CELLS = 500;
    private static final int MOST_FACTS = 500;
    private static final int MOST_UNEXPLAINED = 500;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Members of report/2 that are taken as they are. */
    private static final Set<String> WHOLE = Set.of(
            "started_at",
            "host",
            "x0xtest",
            "partial",
            "ended",
            "scope",
            "sparse",
            "anchor",
            "roster",
            "totals",
            "timing_ms",
            "counters",
            "warnings",
            "epochs",
            "blast_radius",
            "versions",
            "clocks");

    private final JsonParser in;
    private final @Nullable String node;
    private final ObjectNode out;

    private RunOverview(JsonParser in, @Nullable String node, ObjectNode out) {
        this.in = in;
        this.node = node;
        this.out = out;
    }

    /**
     * Adds what the report says.
     *
     * @param report report/2
     * @param node only pairs and facts of this node are taken; null: of all
     */
    public static void add(String report, @Nullable String node, ObjectNode out) {
        try (JsonParser in = MAPPER.createParser(report)) {
            new RunOverview(in, node, out).read();
        } catch (IOException e) {
            throw new IllegalStateException("the history holds a report that is no JSON", e);
        }
    }

    private void read() throws IOException {
        in.nextToken();
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            in.nextToken();
            if (WHOLE.contains(name)) {
                out.set(name, MAPPER.readTree(in));
            } else {
                part(name);
            }
        }
    }

    private void part(String name) throws IOException {
        switch (name) {
            case "cells" -> cells();
            case "facts" -> some(name, MOST_FACTS, this::isAbout);
            case "causes" -> causes();
            case "latency" -> latency();
            default -> in.skipChildren();
        }
    }

    private void cells() throws IOException {
        int left = some("cells", MOST_CELLS, cell -> !is(cell, "outcome", "PROVEN") && isOf(cell));
        out.put("cells_left", left);
    }

    /** Takes the first elements of an array that fit; returns how many more would. */
    private int some(String name, int most, Predicate<JsonNode> fits) throws IOException {
        ArrayNode taken = out.putArray(name);
        int left = 0;
        while (in.nextToken() != JsonToken.END_ARRAY) {
            JsonNode one = MAPPER.readTree(in);
            if (fits.test(one)) {
                if (taken.size() < most) {
                    taken.add(one);
                } else {
                    left++;
                }
            }
        }
        return left;
    }

    private boolean isOf(JsonNode cell) {
        return node == null || is(cell, "src", node) || is(cell, "dst", node);
    }

    private boolean isAbout(JsonNode fact) {
        return node == null || is(fact, "node", node) || is(fact, "about", node);
    }

    private static boolean is(JsonNode json, String name, String value) {
        return json.path(name).asText().equals(value);
    }

    private void causes() throws IOException {
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            in.nextToken();
            if (name.equals("list")) {
                out.set("causes", MAPPER.readTree(in));
            } else if (name.equals("unexplained")) {
                out.put("unexplained_left", some(name, MOST_UNEXPLAINED, pair -> true));
            } else {
                in.skipChildren();
            }
        }
    }

    /** Percentiles of the whole run; without their histogram, which programs read. */
    private void latency() throws IOException {
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            in.nextToken();
            if (name.equals("all")) {
                JsonNode all = MAPPER.readTree(in);
                if (all.path("send") instanceof ObjectNode figures) {
                    figures.remove("hdr");
                    out.set("latency_us", figures);
                }
            } else {
                in.skipChildren();
            }
        }
    }
}
