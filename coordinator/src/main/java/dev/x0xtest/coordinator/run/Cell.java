package dev.x0xtest.coordinator.run;

import dev.x0xtest.coordinator.report.CellClass;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One sample of an ordered pair of nodes. It is decided once. */
final class Cell {
    final NodeState source;
    final NodeState destination;
    /** From 0. */
    final int sample;

    /** Nearly always there is one: a list that could grow would cost as much as all the rest of a cell. */
    private List<Attempt> attempts = List.of();

    /** Why it was never tried; its outcome is NOT_RUN with this reason when it ends without an attempt. */
    @Nullable
    String notRun;

    boolean decided;

    /** Its turn is the plan's, not {@link Dispatch}'s. */
    boolean planned;

    Cell(NodeState source, NodeState destination, int sample) {
        this.source = source;
        this.destination = destination;
        this.sample = sample;
    }

    List<Attempt> attempts() {
        return Collections.unmodifiableList(attempts);
    }

    void add(Attempt attempt) {
        if (attempts.isEmpty()) {
            attempts = List.of(attempt);
        } else {
            attempts = new ArrayList<>(attempts);
            attempts.add(attempt);
        }
    }

    @Nullable
    Attempt last() {
        return attempts.isEmpty() ? null : attempts.get(attempts.size() - 1);
    }

    /** The attempt that speaks for the cell: the last one, but what was refuted is not undone by a try that shows nothing. */
    @Nullable
    Attempt speaker() {
        for (int i = attempts.size() - 1; i >= 0; i--) {
            CellClass shown = attempts.get(i).shows();
            if (shown != null && shown != CellClass.UNOBSERVED) {
                return attempts.get(i);
            }
        }
        return last();
    }
}
