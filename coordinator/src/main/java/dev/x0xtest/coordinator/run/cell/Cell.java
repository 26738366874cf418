package dev.x0xtest.coordinator.run.cell;

import dev.x0xtest.coordinator.report.CellClass;
import dev.x0xtest.coordinator.run.node.NodeState;
import dev.x0xtest.coordinator.run.pairs.Dispatch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One sample of an ordered pair of nodes. It is decided once. */
public final class Cell {
    public final NodeState source;
    public final NodeState destination;
    /** From 0. */
    public final int sample;

    /** Nearly always there is one: a list that could grow would cost as much as all the rest of a cell. */
    private List<Attempt> attempts = List.of();

    /** Why it was never tried; its outcome is NOT_RUN with this reason when it ends without an attempt. */
    @Nullable
    public String notRun;

    public boolean decided;

    /** Its turn is the plan's, not {@link Dispatch}'s. */
    public boolean planned;

    public Cell(NodeState source, NodeState destination, int sample) {
        this.source = source;
        this.destination = destination;
        this.sample = sample;
    }

    public List<Attempt> attempts() {
        return Collections.unmodifiableList(attempts);
    }

    public void add(Attempt attempt) {
        if (attempts.isEmpty()) {
            attempts = List.of(attempt);
        } else {
            attempts = new ArrayList<>(attempts);
            attempts.add(attempt);
        }
    }

    @Nullable
    public Attempt last() {
        return attempts.isEmpty() ? null : attempts.get(attempts.size() - 1);
    }

    /** The attempt that speaks for the cell: the last one, but what was refuted is not undone by a try that shows nothing. */
    @Nullable
    public Attempt speaker() {
        for (int i = attempts.size() - 1; i >= 0; i--) {
            CellClass shown = attempts.get(i).shows();
            if (shown != null && shown != CellClass.UNOBSERVED) {
                return attempts.get(i);
            }
        }
        return last();
    }
}
