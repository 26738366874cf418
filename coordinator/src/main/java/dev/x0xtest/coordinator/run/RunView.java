package dev.x0xtest.coordinator.run;

import dev.x0xtest.coordinator.run.cell.Cell;
import dev.x0xtest.coordinator.run.node.NodeState;
import dev.x0xtest.coordinator.run.plans.epoch.PlannedNode;
import dev.x0xtest.coordinator.run.terms.RunEvent;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a run knows now, to be read on its thread. Nothing of it may be changed. */
public record RunView(
        RunEvent.Started anchor, List<NodeState> nodes, List<Collection<PlannedNode>> epochs, List<Cell> cells) {
    /** Null until the anchor has answered. */
    @Nullable
    public static RunView of(RunState run) {
        RunParts parts = run.parts;
        return parts == null
                ? null
                : new RunView(
                        parts.anchor(),
                        parts.roster().nodes(),
                        parts.plans().nodes(),
                        parts.matrix().cells());
    }
}
