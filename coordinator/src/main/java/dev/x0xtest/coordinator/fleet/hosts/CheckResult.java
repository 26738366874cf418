package dev.x0xtest.coordinator.fleet.hosts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.cli.ExitCode;
import dev.x0xtest.coordinator.fleet.Network;
import dev.x0xtest.wire.NodeLabel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The result of a fleet check: a table, findings and an exit code. Pure.
 *
 * @param unusable other anchors that could not be used, with the reason
 * @param anchorProblem why the anchor could not be used; null: it worked
 */
public record CheckResult(
        Network network,
        NodeLabel anchor,
        @Nullable String anchorProblem,
        Map<NodeLabel, String> unusable,
        List<NodeCheck> nodes) {
    private static final String FORMAT = "x0xtest/fleet-check/1";
    private static final List<String> HEAD =
            List.of("node", "host", "x0xd", "agent", "peers", "clock ms", "runner", "verified", "unit");

    public CheckResult {
        unusable = Collections.unmodifiableMap(new LinkedHashMap<>(unusable));
        nodes = List.copyOf(nodes);
    }

    /** ENVIRONMENT: the anchor cannot be used. INCONCLUSIVE: a run would not pass, or something could not be seen. */
    public ExitCode exitCode() {
        if (anchorProblem != null) {
            return ExitCode.ENVIRONMENT;
        }
        boolean fine = nodes.stream().allMatch(node -> node.remarks().isEmpty());
        return fine ? ExitCode.PASS : ExitCode.INCONCLUSIVE;
    }

    /** A table with a line per node, then a line per finding, then the summary. */
    public List<String> lines() {
        List<List<String>> rows = new ArrayList<>(List.of(HEAD));
        nodes.forEach(node -> rows.add(row(node)));
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                int at = column;
                int width = rows.stream()
                        .mapToInt(any -> any.get(at).length())
                        .max()
                        .orElse(0);
                line.append(row.get(column))
                        .append(" ".repeat(width - row.get(column).length() + 2));
            }
            lines.add(line.toString().stripTrailing());
        }
        lines.add("");
        for (NodeCheck node : nodes) {
            node.remarks()
                    .forEach(remark -> lines.add(node.node().label().text() + ": "
                            + (remark.weight() == NodeCheck.Weight.WRONG ? "wrong: " : "not seen: ") + remark.text()));
        }
        if (anchorProblem != null) {
            lines.add("anchor " + anchor.text() + ": " + anchorProblem);
        }
        unusable.forEach((node, problem) -> lines.add("anchor " + node.text() + ": " + problem
                + (anchorProblem == null ? "; used " + anchor.text() + " instead" : "")));
        lines.add(summary());
        return lines;
    }

    private String summary() {
        long fine = nodes.stream().filter(node -> node.remarks().isEmpty()).count();
        return "as they should be: " + fine + " of " + nodes.size() + (nodes.size() == 1 ? " node" : " nodes")
                + " of network " + network.name().text();
    }

    private static List<String> row(NodeCheck check) {
        DaemonVisit.Found daemon = check.daemon();
        HostFacts host = check.host();
        RunnerRoll.Reply reply = check.reply();
        ClockOffset clock = check.clock();
        return List.of(
                check.node().label().text(),
                check.node().ssh().described(),
                daemon == null ? "-" : daemon.health().version(),
                daemon == null ? "-" : agent(check, daemon),
                daemon == null
                        ? "-"
                        : daemon.peers().size()
                                + (check.degradedPeers() == 0 ? "" : ", " + check.degradedPeers() + " degraded"),
                clock == null ? "-" : clock.toString(),
                runner(check, reply),
                reply == null ? "-" : reply.verified() ? "both" : "no",
                host == null || host.unit().isEmpty() ? "-" : host.unit());
    }

    private static String agent(NodeCheck check, DaemonVisit.Found daemon) {
        String shortened = daemon.agent().agentId().short8();
        if (check.pinned() == null) {
            return shortened + " unpinned";
        }
        return check.pinned().equals(daemon.agent().agentId()) ? shortened : shortened + " not pinned";
    }

    private static String runner(NodeCheck check, RunnerRoll.@Nullable Reply reply) {
        if (reply == null) {
            return check.asked() ? "silent" : "-";
        }
        String name = reply.runner() == null ? "upstream" : reply.runner();
        return reply.refusal() == null ? name : "refuses";
    }

    /** The result as JSON. */
    public String json() {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("format", FORMAT);
        root.put("network", network.name().text());
        root.put("anchor", anchor.text());
        root.put("anchor_problem", anchorProblem);
        ObjectNode others = root.putObject("unusable_anchors");
        unusable.forEach((node, problem) -> others.put(node.text(), problem));
        root.put("exit_code", exitCode().code());
        ArrayNode all = root.putArray("nodes");
        nodes.forEach(node -> all.add(json(node)));
        try {
            return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree cannot be written", e);
        }
    }

    private static ObjectNode json(NodeCheck check) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("node", check.node().label().text());
        node.put("host", check.node().ssh().host());
        ObjectNode labels = node.putObject("labels");
        check.node().labels().forEach(labels::put);
        node.put("pinned", check.pinned() == null ? null : check.pinned().hex());
        DaemonVisit.Found daemon = check.daemon();
        node.put("agent_id", daemon == null ? null : daemon.agent().agentId().hex());
        node.put("x0xd", daemon == null ? null : daemon.health().version());
        node.put("peers", daemon == null ? null : daemon.peers().size());
        node.put("peers_degraded", daemon == null ? null : check.degradedPeers());
        HostFacts host = check.host();
        ClockOffset clock = check.clock();
        node.put("clock_offset_ms", clock == null ? null : clock.offsetMs());
        node.put("clock_bound_ms", clock == null ? null : clock.boundMs());
        node.put("unit", host == null ? null : host.unit());
        RunnerRoll.Reply reply = check.reply();
        node.put("runner_asked", check.asked());
        node.put("runner_answered", reply != null);
        node.put("runner", reply == null ? null : reply.runner());
        node.put("runner_network", reply == null ? null : reply.network());
        node.put("verified", reply == null ? null : reply.verified());
        ArrayNode remarks = node.putArray("remarks");
        check.remarks()
                .forEach(remark -> remarks.addObject()
                        .put("weight", remark.weight().name().toLowerCase(Locale.ROOT))
                        .put("text", remark.text()));
        return node;
    }
}
