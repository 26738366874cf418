package dev.x0xtest.coordinator.run;

import dev.x0xtest.coordinator.run.ask.Exchanges;
import dev.x0xtest.coordinator.run.node.Liveness;
import dev.x0xtest.coordinator.run.node.NodeState;
import dev.x0xtest.coordinator.run.pairs.Matrix;
import dev.x0xtest.coordinator.run.plans.PlanPhase;
import dev.x0xtest.coordinator.run.terms.Durations;
import dev.x0xtest.coordinator.run.terms.Outbox;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import java.util.function.Consumer;

/** Tells all parts of a run that a node is lost, back, or abandoned. Confined to the run's thread. */
final class LostNodes implements Liveness.Listener {
    private final Exchanges exchanges;
    private final Matrix matrix;
    private final PlanPhase plans;
    private final Outbox outbox;
    private final Consumer<String> count;

    /** {@code count} adds one to the counter of this name. */
    LostNodes(Exchanges exchanges, Matrix matrix, PlanPhase plans, Outbox outbox, Consumer<String> count) {
        this.exchanges = exchanges;
        this.matrix = matrix;
        this.plans = plans;
        this.outbox = outbox;
        this.count = count;
    }

    @Override
    public void lost(NodeState node, long nowNanos) {
        count.accept("nodes_lost");
        outbox.note("nothing heard of " + node.label().text() + " for " + Durations.text(RunConfig.Limits.LEASE)
                + ": the run ends without it unless it comes back");
        plans.lost(node, nowNanos);
    }

    @Override
    public void back(NodeState node, long nowNanos) {
        outbox.note(node.label().text() + " is back");
        exchanges.resume(node, nowNanos);
        plans.back(node, nowNanos);
        matrix.resume(node, nowNanos);
    }

    @Override
    public void abandoned(NodeState node, long nowNanos) {
        plans.abandon(node, "nothing heard of its runner for " + Durations.text(RunConfig.Limits.LEASE), nowNanos);
        matrix.abandon(node, nowNanos);
    }
}
