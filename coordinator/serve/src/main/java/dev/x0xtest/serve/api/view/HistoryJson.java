package dev.x0xtest.serve.api.view;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.serve.history.HistoryReader;
import dev.x0xtest.serve.model.Incident;
import dev.x0xtest.serve.model.Order;
import dev.x0xtest.serve.model.Scope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the history tells of runs, incidents, pairs and nodes, as JSON. */
public final class HistoryJson {
    private HistoryJson() {}

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** One run in a line. */
    public static ObjectNode run(HistoryReader.Run run) {
        ObjectNode json = object();
        json.put("id", run.id());
        StatusJson.scope(run.scope(), json);
        json.put("kind", run.kind().label());
        json.put("schedule", Said.textOrNull(run.schedule()));
        json.put("started", run.startedMs());
        json.put("ended", run.endedMs());
        json.put("verdict", run.verdict());
        json.put("cells", run.cells());
        json.put("proven", run.proven());
        json.put("refuted", run.refuted());
        json.put("unobserved", run.unobserved());
        json.put("messages", run.messages());
        return json;
    }

    /**
     * One incident.
     *
     * @param orders those that hold: one of them may acknowledge it
     */
    public static ObjectNode incident(Incident incident, List<Order> orders) {
        ObjectNode json = object();
        json.put("id", incident.id());
        StatusJson.scope(incident.scope(), json);
        json.put("kind", incident.kind());
        json.put("part", incident.part());
        json.set("subject", Said.json(incident.subject()));
        ArrayNode nodes = json.putArray("nodes");
        incident.nodes().forEach(node -> nodes.add(Said.text(node)));
        ArrayNode cells = json.putArray("cells");
        for (String cell : incident.cells()) {
            ArrayNode pair = cells.addArray();
            for (String node : cell.split(">", 2)) {
                pair.add(Said.text(node));
            }
        }
        json.put("state", incident.state().label());
        json.put("severity", incident.severity());
        json.put("since", incident.sinceMs());
        json.put("at", incident.atMs());
        json.put("cleared", incident.clearedMs());
        json.put("seen", incident.seen());
        json.put("of", incident.of());
        json.put("proven", incident.proven());
        json.put("log10_odds", incident.log10Odds());
        json.put("text", Said.text(incident.text()));
        json.put("next", Said.textOrNull(incident.next()));
        ArrayNode runs = json.putArray("runs");
        incident.runs().forEach(runs::add);
        json.set("acknowledged", acknowledged(incident, orders));
        return json;
    }

    private static @Nullable ObjectNode acknowledged(Incident incident, List<Order> orders) {
        return orders.stream()
                .filter(order -> order.kind() == Order.Kind.ACKNOWLEDGEMENT
                        && order.target().equals(incident.id()))
                .findFirst()
                .map(OrderJson::tree)
                .orElse(null);
    }

    /** The past of a pair. */
    public static ObjectNode pair(
            Scope scope, String src, String dst, long fromMs, long toMs, long stepMs, HistoryReader.PairPast past) {
        ObjectNode json = object();
        StatusJson.scope(scope, json);
        json.put("src", src);
        json.put("dst", dst);
        json.put("from", fromMs);
        json.put("to", toMs);
        json.put("step", stepMs);
        ArrayNode points = json.putArray("points");
        past.points().forEach(point -> points.add(point(point)));
        ArrayNode gaps = json.putArray("gaps");
        for (HistoryReader.Gap gap : past.gaps()) {
            gaps.addObject().put("from", gap.fromMs()).put("to", gap.toMs()).put("reason", Said.text(gap.reason()));
        }
        HistoryReader.Since since = past.since();
        if (since == null) {
            json.putNull("since");
        } else {
            json.putObject("since")
                    .put("outcome", since.outcome())
                    .put("at", since.atMs())
                    .put("run", since.run());
        }
        return json;
    }

    private static ObjectNode point(HistoryReader.Point point) {
        ObjectNode json = object();
        json.put("t", point.atMs());
        json.put("n", point.samples());
        json.put("proven", point.proven());
        json.put("refuted", point.refuted());
        json.put("unobserved", point.unobserved());
        json.put("p50_us", us(point.p50Us()));
        json.put("p90_us", us(point.p90Us()));
        json.put("max_us", us(point.maxUs()));
        return json;
    }

    /** The last failures of a pair, the newest first. */
    public static ObjectNode failures(Scope scope, String src, String dst, List<HistoryReader.Failure> failures) {
        ObjectNode json = object();
        StatusJson.scope(scope, json);
        json.put("src", src);
        json.put("dst", dst);
        ArrayNode list = json.putArray("failures");
        for (HistoryReader.Failure failure : failures) {
            list.addObject()
                    .put("at", failure.atMs())
                    .put("run", failure.run())
                    .put("outcome", Character.toString(failure.letter()))
                    .put("code", Said.textOrNull(failure.code()))
                    .put("reason", Said.textOrNull(failure.reason()));
        }
        return json;
    }

    private static @Nullable Integer us(int us) {
        return us < 0 ? null : (Integer) us;
    }

    /**
     * A node, with what it sends and receives.
     *
     * @param known null: no run has measured it
     */
    public static ObjectNode node(
            Scope scope, HistoryReader.NodeFacts facts, HistoryReader.@Nullable Matrix known, long nowMs) {
        ObjectNode json = object();
        StatusJson.scope(scope, json);
        json.put("node", Said.text(facts.label()));
        json.put("agent_id", facts.agentId());
        json.put("since", facts.sinceMs());
        ObjectNode list = json.putObject("facts");
        facts.facts().forEach(fact -> list.put(Said.text(fact.name()), Said.text(fact.value())));
        int place = known == null ? -1 : known.nodes().indexOf(facts.label());
        json.put("run", known == null ? null : known.run());
        json.put("age_s", known == null ? null : StatusJson.ageS(known.atMs(), nowMs));
        json.set("out", known == null || place < 0 ? null : tally(Tally.sent(known, place)));
        json.set("in", known == null || place < 0 ? null : tally(Tally.received(known, place)));
        return json;
    }

    private static ObjectNode tally(Tally tally) {
        ObjectNode json = object();
        json.put("pairs", tally.pairs());
        json.put("proven", tally.proven());
        json.put("refuted", tally.refuted());
        json.put("unobserved", tally.unobserved());
        json.put("unmeasured", tally.unmeasured());
        return json;
    }
}
