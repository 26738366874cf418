package dev.x0xtest.coordinator.report.format;

import com.fasterxml.jackson.databind.JsonNode;
import dev.x0xtest.coordinator.latency.HopTimes;
import dev.x0xtest.coordinator.latency.Samples;
import dev.x0xtest.coordinator.report.AnchorReport;
import dev.x0xtest.coordinator.report.CellOutcome;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.CellView;
import dev.x0xtest.coordinator.report.Ending;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.RosterEntry;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.NodeLabel;
import dev.x0xtest.wire.Plane;
import dev.x0xtest.wire.WireException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads a report that {@link ReportJson} wrote, now or in an earlier build: report/1 and report/2. Where and how the run was
 * started is left out.
 */
public final class ReportReader {
    private ReportReader() {}

    /**
     * The report in this JSON.
     *
     * @throws IllegalArgumentException in one line, if it is none
     */
    public static Report of(JsonNode json) {
        String schema = json.path("schema").asText();
        if (Arrays.stream(ReportJson.Schema.values())
                .noneMatch(one -> one.label().equals(schema))) {
            throw new IllegalArgumentException(
                    schema.isEmpty()
                            ? "it is no report: it has no schema"
                            : "it is of the form " + WireException.quote(schema));
        }
        JsonNode scope = json.path("scope");
        JsonNode timing = json.path("timing_ms");
        Map<String, Long> counters = new TreeMap<>();
        json.path("counters")
                .properties()
                .forEach(counter ->
                        counters.put(counter.getKey(), counter.getValue().asLong()));
        List<RosterEntry> roster = new ArrayList<>();
        json.path("roster").forEach(entry -> roster.add(entry(entry)));
        List<CellReport> cells = new ArrayList<>();
        json.path("cells").forEach(cell -> cells.add(cell(cell)));
        Map<List<NodeLabel>, Times> times = times(json.path("latency").path("pairs"));
        return Report.of(
                        json.path("run_id").asText(),
                        Plane.parse(json.path("plane").asText())
                                .orElseThrow(() -> new IllegalArgumentException("it names no plane")),
                        new Report.Scope(
                                scope.path("kind").asText(),
                                scope.path("declared_cells").asInt(),
                                scope.path("samples").asInt(1),
                                strings(scope.path("excluded")).stream()
                                        .map(NodeLabel::new)
                                        .toList(),
                                numbers(scope.path("payload_sizes")),
                                scope.path("tolerate_loss").isNumber()
                                        ? (Double) scope.path("tolerate_loss").asDouble()
                                        : null),
                        anchor(json.path("anchor")),
                        roster,
                        times.isEmpty() ? cells : new CellView(cells.size(), new TimedCells(List.copyOf(cells), times)),
                        json.path("totals").path("control_dms").asInt(),
                        new Report.Timing(
                                timing.path("connect").asLong(),
                                timing.path("discover").asLong(),
                                timing.path("ready").asLong(),
                                timing.path("matrix").asLong()),
                        ending(json.path("ended")),
                        counters,
                        strings(json.path("warnings")),
                        json.path("epochs").asInt(1),
                        null)
                .with(FactJson.facts(json.path("facts")));
    }

    /** The times of the pairs' sends; a report of one sample a pair has none. */
    private static Map<List<NodeLabel>, Times> times(JsonNode pairs) {
        Map<List<NodeLabel>, Times> times = new HashMap<>();
        for (JsonNode pair : pairs) {
            String hdr = text(pair.path("send"), "hdr");
            if (hdr != null) {
                times.put(
                        List.of(
                                new NodeLabel(pair.path("src").asText()),
                                new NodeLabel(pair.path("dst").asText())),
                        new Times(hdr));
            }
        }
        return times;
    }

    /**
     * The times of a pair. A histogram is decoded while the report is read, so that a damaged one is found there. Few times
     * are kept; of many the text is shorter, and they are decoded again when they are asked for.
     */
    private static final class Times {
        private static final int MOST_KEPT = 64;

        private final long[] few;
        private final @Nullable String many;

        Times(String hdr) {
            long[] all = Samples.of(hdr).values();
            few = all.length <= MOST_KEPT ? all : new long[0];
            many = all.length <= MOST_KEPT ? null : hdr;
        }

        List<HopTimes> hops() {
            return Arrays.stream(many == null ? few : Samples.of(many).values())
                    .mapToObj(us -> new HopTimes(null, us, null, null))
                    .toList();
        }
    }

    /** Cells whose hops are made only when they are asked for. */
    private record TimedCells(List<CellReport> cells, Map<List<NodeLabel>, Times> known) implements CellView.Source {
        @Override
        public CellReport cell(int index) {
            return cells.get(index);
        }

        @Override
        public List<HopTimes> times(int index) {
            CellReport cell = cells.get(index);
            Times times = known.get(List.of(cell.src(), cell.dst()));
            return times == null ? List.of() : times.hops();
        }
    }

    private static @Nullable AnchorReport anchor(JsonNode json) {
        return json.isObject()
                ? new AnchorReport(
                        new NodeLabel(json.path("node").asText()),
                        json.path("api_base").asText(),
                        new AgentId(json.path("agent_id").asText()),
                        json.path("machine_id").asText(),
                        json.path("x0xd").asText(),
                        json.path("peers").asInt())
                : null;
    }

    private static @Nullable Ending ending(JsonNode json) {
        if (!json.isObject()) {
            return null;
        }
        String by = json.path("by").asText();
        Ending.Cause cause = Arrays.stream(Ending.Cause.values())
                .filter(one -> one.label().equals(by))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "the run was ended by " + WireException.quote(by) + ", which is not known"));
        return new Ending(cause, json.path("reason").asText(), json.path("next").asText());
    }

    private static RosterEntry entry(JsonNode json) {
        String agent = text(json, "agent_id");
        return new RosterEntry(
                new NodeLabel(json.path("node").asText()),
                agent == null ? null : new AgentId(agent),
                text(json, "machine_id"),
                json.path("pinned").asBoolean(),
                text(json, "runner"),
                text(json, "x0xd"),
                json.path("state").asText(),
                text(json, "channel"),
                json.path("control").asText(),
                text(json, "ledger"));
    }

    private static CellReport cell(JsonNode json) {
        JsonNode evidence = json.path("evidence");
        Map<CellOutcome, Integer> samples = new EnumMap<>(CellOutcome.class);
        json.path("samples")
                .properties()
                .forEach(sample ->
                        samples.put(outcome(sample.getKey()), sample.getValue().asInt()));
        return new CellReport(
                new NodeLabel(json.path("src").asText()),
                new NodeLabel(json.path("dst").asText()),
                outcome(json.path("outcome").asText()),
                text(json, "reason"),
                text(json, "code"),
                text(json, "path"),
                samples,
                json.path("attempts").asInt(),
                number(json, "send_ms"),
                spread(json.path("send_spread_ms")),
                left(json.path("left_ms")),
                json.path("first_attempt_ok").asBoolean(),
                json.path("duplicates").asInt(),
                strings(json.path("flags")),
                new CellReport.Evidence(
                        evidence.path("sender").asText(),
                        evidence.path("receiver").asText(),
                        evidence.path("coverage").asText(),
                        evidence.path("control").asText(),
                        strings(evidence.path("request_ids"))),
                sizes(json.path("sizes")));
    }

    private static CellOutcome outcome(String name) {
        return Arrays.stream(CellOutcome.values())
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no outcome " + WireException.quote(name)));
    }

    private static List<CellReport.Size> sizes(JsonNode array) {
        List<CellReport.Size> sizes = new ArrayList<>();
        array.forEach(size -> sizes.add(new CellReport.Size(
                size.path("bytes").asInt(),
                size.path("sent").asInt(),
                size.path("proven").asInt(),
                size.path("refuted").asInt(),
                size.path("unobserved").asInt())));
        return sizes;
    }

    private static CellReport.@Nullable Spread spread(JsonNode json) {
        return json.isObject()
                ? new CellReport.Spread(
                        json.path("least").asLong(), json.path("upper_quartile").asLong())
                : null;
    }

    private static CellReport.@Nullable Left left(JsonNode json) {
        return json.isObject() ? new CellReport.Left(number(json, "refused"), number(json, "arrived")) : null;
    }

    private static @Nullable Long number(JsonNode json, String member) {
        return json.path(member).isNumber() ? (Long) json.path(member).asLong() : null;
    }

    private static @Nullable String text(JsonNode json, String member) {
        JsonNode value = json.path(member);
        return value.isTextual() ? value.asText() : null;
    }

    private static List<Integer> numbers(JsonNode array) {
        List<Integer> numbers = new ArrayList<>();
        array.forEach(one -> numbers.add(one.asInt()));
        return numbers;
    }

    private static List<String> strings(JsonNode array) {
        List<String> strings = new ArrayList<>();
        array.forEach(one -> strings.add(one.asText()));
        return strings;
    }
}
