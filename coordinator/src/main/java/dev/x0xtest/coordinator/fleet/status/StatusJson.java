package dev.x0xtest.coordinator.fleet.status;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.wire.plan.Status;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The condition of a fleet as JSON; the schema is {@code status-1.schema.json} in the package {@code report}. */
public final class StatusJson {
    private static final String SCHEMA = "x0xtest/status/1";

    private StatusJson() {}

    /** An unknown value is null. */
    public static ObjectNode tree(FleetStatus fleet) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("schema", SCHEMA);
        json.put("at_ms", fleet.atMs());
        json.put("anchor_agent", fleet.self().hex());
        json.put("anchor_problem", fleet.trouble() == null ? null : Clean.text(fleet.trouble()));
        ArrayNode nodes = json.putArray("nodes");
        fleet.nodes().forEach(node -> nodes.add(node(fleet, node)));
        return json;
    }

    private static ObjectNode node(FleetStatus fleet, NodeStatus node) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("node", node.node().text());
        json.put("agent_id", node.agent() == null ? null : node.agent().hex());
        json.put("state", fleet.state(node).label());
        ArrayNode problems = json.putArray("problems");
        fleet.wrongs(node).forEach(problems::add);
        json.set("runner", runner(node));
        json.set("x0xd", x0xd(node));
        json.set("run", run(node));
        json.set("clock", clock(node.clock()));
        json.set("counters", counts(node.counters()));
        json.set("refusals", counts(node.refusals()));
        return json;
    }

    private static @Nullable ObjectNode runner(NodeStatus node) {
        Status status = node.status();
        if (status == null) {
            return null;
        }
        return JsonNodeFactory.instance
                .objectNode()
                .put("version", Clean.text(Objects.requireNonNull(node.runnerVersion())))
                .put("uptime_s", status.uptimeMs() / 1_000)
                .put("rss_bytes", status.rssBytes());
    }

    private static @Nullable ObjectNode x0xd(NodeStatus node) {
        Status status = node.status();
        if (status == null || status.x0xd() == null) {
            return null;
        }
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("version", Clean.text(status.x0xd()));
        json.put("uptime_s", node.x0xdUptimeS());
        json.put("peers", status.peers());
        json.putObject("links").put("healthy", status.healthyLinks()).put("degraded", status.degradedLinks());
        return json;
    }

    private static @Nullable ObjectNode run(NodeStatus node) {
        Status.Run run = node.underWay();
        if (run == null) {
            return null;
        }
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", Clean.text(run.run()))
                .put("coordinator", Clean.text(run.coordinator()))
                .put("since", node.sinceMs());
    }

    private static @Nullable ObjectNode clock(@Nullable ClockReading clock) {
        return clock == null
                ? null
                : JsonNodeFactory.instance
                        .objectNode()
                        .put("offset_us", clock.offsetUs())
                        .put("bound_us", clock.boundUs());
    }

    private static ObjectNode counts(Map<String, Long> counts) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        counts.forEach(json::put);
        return json;
    }
}
