package dev.x0xtest.coordinator.report.format;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.coordinator.causes.Cause;
import dev.x0xtest.coordinator.causes.CauseWords;
import dev.x0xtest.coordinator.causes.Causes;
import dev.x0xtest.coordinator.causes.FactWords;
import dev.x0xtest.coordinator.causes.NextStep;
import dev.x0xtest.coordinator.causes.kind.Pair;
import dev.x0xtest.coordinator.causes.kind.Subject;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.fact.Fact;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Writes the causes of a run as JSON: the member {@code causes} of report/2. */
public final class CausesJson {
    /** Cells whose witnesses are quoted for each cause. */
    private static final int MOST_EVIDENCE = 5;

    private static final String UNEXPLAINED = "unexplained";
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private CausesJson() {}

    /** The causes; {@code report} has the witnesses. */
    public static ObjectNode tree(Causes causes, Report report) {
        ObjectNode json = frame(causes, report);
        json.set(UNEXPLAINED, pairs(causes.unexplained()));
        return json;
    }

    /** Writes the same, pair by pair: a million pairs that nothing explains do not fit into memory as a tree. */
    static void write(Causes causes, Report report, Appendable out) throws IOException {
        String frame = frame(causes, report).toString();
        out.append(frame, 0, frame.length() - 1)
                .append(",\"")
                .append(UNEXPLAINED)
                .append("\":[");
        String before = "";
        for (Pair pair : causes.unexplained()) {
            out.append(before).append(pair(pair).toString());
            before = ",";
        }
        out.append("]}");
    }

    private static ObjectNode frame(Causes causes, Report report) {
        ObjectNode json = NODES.objectNode();
        json.put("status", causes.status().label());
        ArrayNode list = json.putArray("list");
        causes.list().forEach(cause -> list.add(cause(cause, report)));
        return json;
    }

    private static ObjectNode cause(Cause cause, Report report) {
        ObjectNode json = NODES.objectNode();
        json.put("id", cause.id());
        json.put("kind", cause.kind().name());
        json.set("subject", subject(cause.subject()));
        json.put("part", cause.part());
        json.put("severity", cause.severity().label());
        json.put("log10_odds", rounded(cause.log10Odds()));
        Cause.RunnerUp runnerUp = cause.runnerUp();
        if (runnerUp == null) {
            json.putNull("runner_up");
        } else {
            ObjectNode other = json.putObject("runner_up");
            other.put("kind", runnerUp.kind().name());
            other.set("subject", subject(runnerUp.subject()));
            other.put("log10_odds", rounded(runnerUp.log10Odds()));
        }
        ArrayNode candidates = json.putArray("candidates");
        cause.candidates().forEach(candidates::add);
        json.set("explains", pairs(cause.explains()));
        json.set("contradicts", pairs(cause.contradicts()));
        json.set("evidence", evidence(cause, report));
        json.put("text", CauseWords.text(cause));
        NextStep next = NextStep.of(cause);
        json.putObject("next")
                .put("where", next.where().text())
                .put("command", next.command())
                .put("text", next.text());
        return json;
    }

    private static ArrayNode evidence(Cause cause, Report report) {
        Set<Pair> explained = new HashSet<>(cause.evidence());
        ArrayNode array = NODES.arrayNode();
        for (CellReport cell : report.cells()) {
            if (array.size() < MOST_EVIDENCE && explained.contains(new Pair(cell.src(), cell.dst()))) {
                array.addObject()
                        .put("node", cell.src().text())
                        .put("source", "cell")
                        .put("fact", "outcome")
                        .put("value", cell.title())
                        .putNull("at_ms")
                        .put(
                                "text",
                                cell.src().text() + " to " + cell.dst().text() + ": "
                                        + Diagnosis.evidence(report, cell));
            }
        }
        cause.facts().stream().limit(MOST_EVIDENCE).map(CausesJson::evidence).forEach(array::add);
        return array;
    }

    private static ObjectNode evidence(Fact fact) {
        ObjectNode json = FactJson.tree(fact);
        json.put("text", FactWords.text(fact));
        return json;
    }

    private static ObjectNode subject(Subject subject) {
        ObjectNode json = NODES.objectNode();
        if (subject instanceof Subject.Link link) {
            return json.put("from", link.from().text())
                    .put("to", link.to().text())
                    .put("direction", link.both() ? "both" : "one_way");
        }
        if (subject instanceof Subject.Path path) {
            return json.put("from", path.from().text())
                    .put("to", path.to().text())
                    .put("works_bytes", path.worksBytes() == 0 ? null : Integer.valueOf(path.worksBytes()))
                    .put("above_bytes", path.aboveBytes());
        }
        if (subject instanceof Subject.Contact contact) {
            return json.put("by", contact.by().text()).put("of", contact.of().text());
        }
        if (subject instanceof Subject.Groups groups) {
            return json.put("from_label", groups.from())
                    .put("to_label", groups.to())
                    .put("direction", groups.both() ? "both" : "one_way");
        }
        if (subject instanceof Subject.Delivery delivery) {
            return json.put("plane", delivery.plane().label());
        }
        return json.put("node", subject.nodes().get(0).text());
    }

    private static ArrayNode pairs(List<Pair> pairs) {
        ArrayNode array = NODES.arrayNode();
        pairs.forEach(pair -> array.add(pair(pair)));
        return array;
    }

    private static ArrayNode pair(Pair pair) {
        return NODES.arrayNode().add(pair.src().text()).add(pair.dst().text());
    }

    private static double rounded(double value) {
        return Math.round(10 * value) / 10.0;
    }
}
