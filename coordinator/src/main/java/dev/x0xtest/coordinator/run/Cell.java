package dev.x0xtest.coordinator.run;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An ordered pair of nodes. It is decided once. */
final class Cell {
    final NodeState source;
    final NodeState destination;
    final List<Attempt> attempts = new ArrayList<>();

    /** Why it was never tried; its outcome is NOT_RUN with this reason when it ends without an attempt. */
    @Nullable
    String notRun;

    boolean decided;

    Cell(NodeState source, NodeState destination) {
        this.source = source;
        this.destination = destination;
    }

    /** The attempt that speaks for the cell: the last one. */
    @Nullable
    Attempt last() {
        return attempts.isEmpty() ? null : attempts.get(attempts.size() - 1);
    }
}
