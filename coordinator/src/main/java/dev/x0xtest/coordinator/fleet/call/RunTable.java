package dev.x0xtest.coordinator.fleet.call;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.cli.ExitCode;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.plan.Status;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The runs that a fleet knows, a line for each run and node: the run whose coordinator was heard last comes first.
 *
 * @param self the agent of the anchor's daemon
 */
public record RunTable(AgentId self, List<NodeRuns> nodes) {
    private static final int SHORT_ID = 8;
    private static final List<String> HEAD = List.of("run", "epoch", "node", "state", "heard", "coordinator");

    public RunTable {
        nodes = List.copyOf(nodes);
    }

    private record Row(NodeRuns node, Status.Run run) {}

    /** INCONCLUSIVE: a runner did not say which runs it knows. */
    public ExitCode exitCode() {
        return nodes.stream().allMatch(node -> node.problem() == null) ? ExitCode.PASS : ExitCode.INCONCLUSIVE;
    }

    /**
     * The lines for a person or a program.
     *
     * @param screen columns and short ids; else ids in full, and tabs between the columns
     */
    public List<String> lines(boolean screen) {
        List<List<String>> table = new ArrayList<>(List.of(HEAD));
        rows().forEach(row -> table.add(cells(row, screen)));
        List<String> lines = new ArrayList<>();
        if (table.size() == 1) {
            lines.add("no runner that answered knows a run");
        } else {
            table.forEach(cells -> lines.add(screen ? aligned(cells, table) : String.join("\t", cells)));
        }
        for (NodeRuns node : nodes) {
            if (node.problem() != null) {
                lines.add(node.node().text() + ": " + node.problem());
            }
        }
        return lines;
    }

    private List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        Map<String, Long> latest = new HashMap<>();
        for (NodeRuns node : nodes) {
            for (Status.Run run : node.runs()) {
                rows.add(new Row(node, run));
                latest.merge(run.run(), ago(run), Math::min);
            }
        }
        rows.sort(Comparator.<Row>comparingLong(
                        row -> latest.getOrDefault(row.run().run(), 0L))
                .thenComparing(row -> row.run().run()));
        return rows;
    }

    private static long ago(Status.Run run) {
        return run.heardAgoMs() < 0 ? Long.MAX_VALUE : run.heardAgoMs();
    }

    private List<String> cells(Row row, boolean screen) {
        Status.Run run = row.run();
        boolean ours = run.coordinator().equals(self.hex());
        return List.of(
                screen ? cut(run.run()) : shown(run.run()),
                String.valueOf(run.epoch()),
                row.node().node().text(),
                shown(run.state()),
                RunCancel.heard(run),
                (screen ? cut(run.coordinator()) : shown(run.coordinator()))
                        + (screen && ours ? " (this anchor)" : ""));
    }

    private static String cut(String id) {
        String clean = shown(id);
        return clean.substring(0, Math.min(SHORT_ID, clean.length()));
    }

    /** A runner may say anything. */
    private static String shown(String text) {
        return text.replaceAll("[^\\x20-\\x7e]", "?");
    }

    private static String aligned(List<String> cells, List<List<String>> table) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < cells.size(); column++) {
            int at = column;
            int width =
                    table.stream().mapToInt(row -> row.get(at).length()).max().orElse(0);
            line.append(cells.get(column))
                    .append(" ".repeat(width - cells.get(column).length() + 2));
        }
        return line.toString().stripTrailing();
    }

    /** The same as JSON. */
    public String json() {
        ObjectNode root = new ObjectMapper().createObjectNode();
        root.put("anchor_agent", self.hex());
        ArrayNode all = root.putArray("nodes");
        for (NodeRuns node : nodes) {
            ObjectNode one = all.addObject();
            AgentId agent = node.agent();
            one.put("node", node.node().text());
            one.put("agent_id", agent == null ? null : agent.hex());
            one.put("problem", node.problem());
            ArrayNode runs = one.putArray("runs");
            for (Status.Run run : node.runs()) {
                runs.addObject()
                        .put("run", run.run())
                        .put("epoch", run.epoch())
                        .put("coordinator", run.coordinator())
                        .put("heard_ago_ms", run.heardAgoMs() < 0 ? null : Long.valueOf(run.heardAgoMs()))
                        .put("state", run.state());
            }
        }
        return root.toPrettyString();
    }
}
