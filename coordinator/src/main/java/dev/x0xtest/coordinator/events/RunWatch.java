package dev.x0xtest.coordinator.events;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.format.ReportJson;
import dev.x0xtest.coordinator.run.RunState;
import dev.x0xtest.coordinator.run.RunView;
import dev.x0xtest.coordinator.run.node.NodeState;
import dev.x0xtest.coordinator.run.plans.epoch.PlannedNode;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.coordinator.run.terms.RunEffect;
import dev.x0xtest.coordinator.run.terms.RunEvent;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Tells what has changed in a run since it looked before. Confined to the run's thread. */
final class RunWatch {
    private final EventLine lines;
    private final Consumer<ObjectNode> sink;
    private final Map<NodeState.Phase, BitSet> told = new EnumMap<>(NodeState.Phase.class);
    private final BitSet lost = new BitSet();
    private final DecidedPairs pairs;
    private final List<EpochWatch> epochs = new ArrayList<>();
    private boolean anchored;

    RunWatch(RunConfig config, EventLine lines, Consumer<ObjectNode> sink) {
        this.pairs = new DecidedPairs(config, this::cell);
        this.lines = lines;
        this.sink = sink;
    }

    /** The pairs that were told as decided, by their places in the report. */
    BitSet cells() {
        return pairs.places();
    }

    /** Looks again, after an event that had these effects. */
    void look(RunState run, List<RunEffect> effects) {
        for (RunEffect effect : effects) {
            if (effect instanceof RunEffect.Note note) {
                sink.accept(lines.of("note").put("text", note.text()));
            }
        }
        RunView view = RunView.of(run);
        if (view == null) {
            return;
        }
        anchor(view.anchor());
        view.nodes().forEach(this::found);
        List<Collection<PlannedNode>> now = view.epochs();
        for (int epoch = 0; epoch < now.size(); epoch++) {
            if (epoch == epochs.size()) {
                epochs.add(new EpochWatch(epoch + 1));
            }
            epochs.get(epoch).armed(now.get(epoch));
        }
        view.nodes().forEach(this::moved);
        for (int epoch = 0; epoch < now.size(); epoch++) {
            epochs.get(epoch).went(now.get(epoch));
        }
        if (effects.stream().anyMatch(RunEffect.Progressed.class::isInstance)) {
            pairs.look(view.cells());
        }
    }

    private void anchor(RunEvent.Started anchor) {
        if (!anchored) {
            anchored = true;
            sink.accept(lines.of("anchor")
                    .put("agent_id", anchor.agentId())
                    .put("x0xd", anchor.x0xd())
                    .put("peers", anchor.peers()));
        }
    }

    private void found(NodeState node) {
        boolean found = node.phase() == NodeState.Phase.FOUND || node.phase() == NodeState.Phase.READY;
        if (found && first(NodeState.Phase.FOUND, node)) {
            sink.accept(named("found", node)
                    .put(
                            "agent_id",
                            node.agentId() == null ? null : node.agentId().hex())
                    .put("runner", node.runner())
                    .put("x0xd", node.x0xd()));
        }
    }

    private void moved(NodeState node) {
        if (node.ready() && first(NodeState.Phase.READY, node)) {
            sink.accept(named("ready", node));
        }
        if (node.phase() == NodeState.Phase.GIVEN_UP && !node.leftOut() && first(NodeState.Phase.GIVEN_UP, node)) {
            sink.accept(named("given_up", node).put("reason", node.givenUp()));
        }
        if (node.lost() != lost.get(node.index())) {
            lost.set(node.index(), node.lost());
            sink.accept(named(node.lost() ? "lost" : "back", node));
        }
    }

    private boolean first(NodeState.Phase phase, NodeState node) {
        BitSet nodes = told.computeIfAbsent(phase, unused -> new BitSet());
        boolean first = !nodes.get(node.index());
        nodes.set(node.index());
        return first;
    }

    private ObjectNode named(String event, NodeState node) {
        return lines.of(event).put("node", node.label().text());
    }

    /** A pair is decided: its report as in report/2. */
    void cell(CellReport cell) {
        sink.accept(lines.of("cell").setAll(ReportJson.cell(cell)));
    }

    /** The nodes of one epoch of the plans. */
    private final class EpochWatch {
        private final int epoch;
        private final BitSet armed = new BitSet();
        private final BitSet reported = new BitSet();
        private boolean gone;

        EpochWatch(int epoch) {
            this.epoch = epoch;
        }

        void armed(Collection<PlannedNode> nodes) {
            for (PlannedNode planned : nodes) {
                int index = planned.node().index();
                if (planned.isArmed() && !armed.get(index)) {
                    armed.set(index);
                    sink.accept(named("armed", planned.node()).put("epoch", epoch));
                }
            }
        }

        void went(Collection<PlannedNode> nodes) {
            if (!gone && nodes.stream().anyMatch(PlannedNode::toldToGo)) {
                gone = true;
                ObjectNode go = lines.of("go").put("epoch", epoch);
                ArrayNode to = go.putArray("nodes");
                nodes.stream()
                        .filter(PlannedNode::toldToGo)
                        .forEach(planned -> to.add(planned.node().label().text()));
                sink.accept(go);
            }
            for (PlannedNode planned : nodes) {
                int index = planned.node().index();
                if (planned.reportedAll() && !reported.get(index)) {
                    reported.set(index);
                    sink.accept(named("report", planned.node()).put("epoch", epoch));
                }
            }
        }
    }
}
