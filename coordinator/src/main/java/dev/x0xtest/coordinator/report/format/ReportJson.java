package dev.x0xtest.coordinator.report.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.coordinator.causes.Causes;
import dev.x0xtest.coordinator.causes.Judged;
import dev.x0xtest.coordinator.report.AnchorReport;
import dev.x0xtest.coordinator.report.CellOutcome;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.Ending;
import dev.x0xtest.coordinator.report.Origin;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.RosterEntry;
import dev.x0xtest.coordinator.report.Totals;
import dev.x0xtest.wire.NodeLabel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes the report as JSON; the schemas are {@code report-1.schema.json} and {@code report-2.schema.json} in the package
 * {@code report}. Keys always come in the same order. An unknown value is {@code null}.
 */
public final class ReportJson {
    /** What a report looks like to a program. */
    public enum Schema {
        /** Of earlier builds. */
        ONE("x0xtest/report/1"),
        /** With the causes. */
        TWO("x0xtest/report/2");

        private final String label;

        Schema(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    private static final String CAUSES = "causes";
    private static final String CELLS = "cells";
    private static final String COMMAND_LINE = "command_line";
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private ReportJson() {}

    /** Writes a report that has no other form, as {@link Schema#TWO}. */
    public static void write(Report report, Appendable out) throws IOException {
        write(new Judged(report), out);
    }

    /** Writes it as {@link Schema#TWO}. */
    public static void write(Judged judged, Appendable out) throws IOException {
        write(judged, Schema.TWO, out);
    }

    /** Writes one line per node and per cell, for {@code grep} and {@code diff}. Ends with a line feed. */
    public static void write(Judged judged, Schema schema, Appendable out) throws IOException {
        Report report = judged.report();
        GradeJson grades = grades(report, schema);
        String before = "{\n  \"";
        for (Map.Entry<String, JsonNode> field : frame(report, schema).properties()) {
            out.append(before).append(field.getKey()).append("\": ");
            if (field.getKey().equals(CELLS)) {
                lines(report.cells(), cell -> cell(cell, schema, grades), out);
            } else if (field.getKey().equals(CAUSES)) {
                CausesJson.write(judged.causes(), report, out);
            } else if (field.getValue() instanceof ArrayNode array
                    && !field.getKey().equals(COMMAND_LINE)) {
                lines(array, element -> element, out);
            } else {
                out.append(field.getValue().toString());
            }
            before = ",\n  \"";
        }
        if (schema == Schema.TWO) {
            LatencyJson.write(report, before, out);
        }
        out.append("\n}\n");
    }

    /** The same text as a string. */
    public static String text(Report report) {
        StringBuilder text = new StringBuilder();
        try {
            write(new Judged(report), text);
        } catch (IOException e) {
            throw new UncheckedIOException("a StringBuilder does not fail", e);
        }
        return text.toString();
    }

    private static <T> void lines(Iterable<T> elements, Function<T, JsonNode> json, Appendable out) throws IOException {
        String before = "[\n    ";
        for (T element : elements) {
            out.append(before).append(json.apply(element).toString());
            before = ",\n    ";
        }
        out.append(before.startsWith("[") ? "[]" : "\n  ]");
    }

    /** The report as a JSON tree. */
    public static ObjectNode tree(Report report) {
        ObjectNode json = frame(report, Schema.TWO);
        GradeJson grades = grades(report, Schema.TWO);
        json.set(
                CELLS,
                array(report.cells().stream()
                        .map(cell -> cell(cell, Schema.TWO, grades))
                        .toList()));
        json.set(CAUSES, CausesJson.tree(Causes.of(report), report));
        LatencyJson.add(report, json);
        return json;
    }

    /** All keys; the array of cells and the causes are empty, because a million cells do not fit into memory. */
    private static ObjectNode frame(Report report, Schema schema) {
        ObjectNode json = NODES.objectNode();
        json.put("schema", schema.label);
        json.put("run_id", report.runId());
        origin(report.origin(), json);
        json.put("verdict", report.verdict().name());
        json.put("exit_code", report.exitCode().code());
        json.put("partial", report.partial());
        json.set("ended", ended(report.ending()));
        json.put("plane", report.plane().label());
        json.set("scope", scope(report.scope(), schema));
        if (report.scope().isSparse()) {
            json.putObject("sparse")
                    .put("declared", report.scope().declaredCells())
                    .put("of", report.possiblePairs());
        }
        json.set("anchor", anchor(report.anchor()));
        json.set("roster", array(report.roster().stream().map(ReportJson::entry).toList()));
        json.set("totals", totals(report));
        if (schema == Schema.TWO) {
            json.set("grading", GradeJson.terms(report.totals().pairs()));
        }
        json.set(CELLS, NODES.arrayNode());
        json.set("timing_ms", timing(report.timing()));
        ObjectNode counters = json.putObject("counters");
        report.counters().forEach(counters::put);
        json.set("warnings", strings(report.warnings()));
        if (report.epochs() > 1) {
            json.put("epochs", report.epochs());
        }
        if (schema == Schema.TWO) {
            // A healthy run has none, and starts without the classes for them.
            if (report.totals().proven() < report.totals().pairs() || report.mixedDaemons()) {
                FigureJson.put(report, json);
            }
            json.set("facts", array(report.facts().stream().map(FactJson::tree).toList()));
            json.putNull(CAUSES);
        }
        return json;
    }

    /** Absent keys, not null, where the origin is unknown: so reports of earlier journals stay as they were. */
    private static void origin(@Nullable Origin origin, ObjectNode json) {
        if (origin == null) {
            return;
        }
        json.put("started_at", origin.startedAt());
        json.put("x0xtest", origin.version());
        json.put("host", origin.host());
        json.set(COMMAND_LINE, strings(origin.commandLine()));
        ObjectNode options = json.putObject("options");
        origin.options().forEach(options::put);
        if (!origin.unusableAnchors().isEmpty()) {
            ObjectNode unusable = json.putObject("unusable_anchors");
            origin.unusableAnchors().forEach(unusable::put);
        }
    }

    private static JsonNode ended(@Nullable Ending ending) {
        if (ending == null) {
            return NODES.nullNode();
        }
        ObjectNode json = NODES.objectNode();
        json.put("by", ending.cause().label());
        json.put("reason", ending.reason());
        json.put("next", ending.next());
        return json;
    }

    private static ObjectNode scope(Report.Scope scope, Schema schema) {
        ObjectNode json = NODES.objectNode();
        json.put("kind", scope.kind());
        json.put("declared_cells", scope.declaredCells());
        json.put("samples", scope.samples());
        json.set(
                "excluded",
                strings(scope.excluded().stream().map(NodeLabel::text).toList()));
        if (scope.toleratedLoss() != null) {
            json.put("tolerate_loss", scope.toleratedLoss());
        }
        if (schema == Schema.TWO && !scope.sizes().isEmpty()) {
            ArrayNode sizes = json.putArray("payload_sizes");
            scope.sizes().forEach(sizes::add);
        }
        return json;
    }

    private static JsonNode anchor(@Nullable AnchorReport anchor) {
        if (anchor == null) {
            return NODES.nullNode();
        }
        ObjectNode json = NODES.objectNode();
        json.put("node", anchor.node().text());
        json.put("api_base", anchor.apiBase());
        json.put("agent_id", anchor.agentId().hex());
        json.put("machine_id", anchor.machineId());
        json.put("x0xd", anchor.x0xd());
        json.put("peers", anchor.peers());
        return json;
    }

    private static ObjectNode entry(RosterEntry entry) {
        ObjectNode json = NODES.objectNode();
        json.put("node", entry.node().text());
        json.put("agent_id", entry.agentId() == null ? null : entry.agentId().hex());
        json.put("machine_id", entry.machineId());
        json.put("pinned", entry.pinned());
        json.put("runner", entry.runner());
        json.put("x0xd", entry.x0xd());
        json.put("state", entry.state());
        json.put("channel", entry.channel());
        json.put("control", entry.control());
        if (entry.ledger() != null) {
            json.put("ledger", entry.ledger());
        }
        return json;
    }

    /** The member {@code totals}. */
    public static ObjectNode totals(Report report) {
        Totals totals = report.totals();
        ObjectNode json = NODES.objectNode();
        json.put("pairs", totals.pairs());
        json.put("proven", totals.proven());
        json.put("refuted", totals.refuted());
        json.put("unobserved", totals.unobserved());
        if (report.tolerance() != null) {
            json.put("tolerated", totals.tolerated());
            json.put("undecided", totals.undecided());
        }
        json.put("first_attempt_ok", totals.firstAttemptOk());
        json.put("duplicates", totals.duplicates());
        json.put("control_dms", totals.controlDms());
        ObjectNode byOutcome = json.putObject("by_outcome");
        totals.byOutcome().forEach((outcome, count) -> byOutcome.put(outcome.name(), count));
        return json;
    }

    private static @Nullable GradeJson grades(Report report, Schema schema) {
        return schema == Schema.TWO ? new GradeJson(report) : null;
    }

    /** A cell as in a report, without its grade. */
    public static ObjectNode cell(CellReport cell) {
        return cell(cell, Schema.TWO, null);
    }

    private static ObjectNode cell(CellReport cell, Schema schema, @Nullable GradeJson grades) {
        ObjectNode json = NODES.objectNode();
        json.put("src", cell.src().text());
        json.put("dst", cell.dst().text());
        json.put("outcome", cell.outcome().name());
        json.put("reason", cell.reason());
        json.put("code", cell.code());
        json.put("path", cell.path());
        json.set("samples", samples(cell.samples()));
        json.put("attempts", cell.attempts());
        json.put("send_ms", cell.sendMs());
        CellReport.Spread spread = cell.spread();
        if (spread != null && schema == Schema.TWO) {
            json.putObject("send_spread_ms").put("least", spread.leastMs()).put("upper_quartile", spread.upperMs());
        }
        CellReport.Left left = cell.left();
        if (left != null && schema == Schema.TWO) {
            json.putObject("left_ms").put("refused", left.refusedMs()).put("arrived", left.arrivedMs());
        }
        json.put("first_attempt_ok", cell.firstAttemptOk());
        json.put("duplicates", cell.duplicates());
        json.set("flags", strings(cell.flags()));
        json.set("evidence", evidence(cell.evidence()));
        if (schema == Schema.TWO && !cell.sizes().isEmpty()) {
            json.set("sizes", array(cell.sizes().stream().map(ReportJson::size).toList()));
        }
        if (grades != null) {
            grades.add(cell, json);
        }
        return json;
    }

    private static ObjectNode size(CellReport.Size size) {
        return NODES.objectNode()
                .put("bytes", size.bytes())
                .put("sent", size.sent())
                .put("proven", size.proven())
                .put("refuted", size.refuted())
                .put("unobserved", size.unobserved());
    }

    private static JsonNode samples(Map<CellOutcome, Integer> samples) {
        if (samples.isEmpty()) {
            return NODES.nullNode();
        }
        ObjectNode json = NODES.objectNode();
        samples.forEach((outcome, count) -> json.put(outcome.name(), count));
        return json;
    }

    private static ObjectNode evidence(CellReport.Evidence evidence) {
        ObjectNode json = NODES.objectNode();
        json.put("sender", evidence.sender());
        json.put("receiver", evidence.receiver());
        json.put("coverage", evidence.coverage());
        json.put("control", evidence.control());
        json.set("request_ids", strings(evidence.requestIds()));
        return json;
    }

    private static ObjectNode timing(Report.Timing timing) {
        ObjectNode json = NODES.objectNode();
        json.put("connect", timing.connectMs());
        json.put("discover", timing.discoverMs());
        json.put("ready", timing.readyMs());
        json.put("matrix", timing.matrixMs());
        json.put("total", timing.totalMs());
        return json;
    }

    private static ArrayNode array(Collection<? extends JsonNode> elements) {
        return NODES.arrayNode().addAll(elements);
    }

    private static ArrayNode strings(List<String> texts) {
        ArrayNode json = NODES.arrayNode();
        texts.forEach(json::add);
        return json;
    }
}
