package dev.x0xtest.coordinator.run.cell;

import dev.x0xtest.coordinator.report.CellClass;
import dev.x0xtest.coordinator.run.node.NodeState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One sample of an ordered pair of nodes. It is decided once. {@code Matrix} is its only writer. */
public final class Cell {
    private final NodeState source;
    private final NodeState destination;
    private final int sample;
    /** Immutable while there is one attempt, the usual case: a list that can grow would double the size of a cell. */
    private List<Attempt> attempts = List.of();

    private @Nullable String notRun;
    private boolean decided;
    private boolean planned;

    /** An untried cell; {@code sample} counts from 0. */
    public Cell(NodeState source, NodeState destination, int sample) {
        this.source = source;
        this.destination = destination;
        this.sample = sample;
    }

    /** The plan path tries it first. */
    public void leaveToPlan() {
        requireOpen();
        planned = true;
    }

    /** The per-pair path tries it next. */
    public void returnToPairs() {
        requireOpen();
        planned = false;
    }

    /** Another try begins, or a plan has reported one. */
    public void add(Attempt attempt) {
        requireOpen();
        if (attempts.isEmpty()) {
            attempts = List.of(attempt);
        } else {
            attempts = new ArrayList<>(attempts);
            attempts.add(attempt);
        }
    }

    /** It will never be tried: NOT_RUN with this reason once it is decided. */
    public void notRun(String reason) {
        requireOpen();
        if (!attempts.isEmpty()) {
            throw new IllegalStateException("a cell that was tried cannot be NOT_RUN for " + reason);
        }
        notRun = reason;
    }

    /** Its outcome stands. */
    public void decide() {
        requireOpen();
        decided = true;
    }

    private void requireOpen() {
        if (decided) {
            throw new IllegalStateException("the cell " + source.label().text() + " to "
                    + destination.label().text() + " is decided");
        }
    }

    public NodeState source() {
        return source;
    }

    public NodeState destination() {
        return destination;
    }

    /** From 0. */
    public int sample() {
        return sample;
    }

    /** Whether the plan path has it; then the per-pair path leaves it alone. */
    public boolean planned() {
        return planned;
    }

    public boolean decided() {
        return decided;
    }

    /** Why it was never tried; null: no reason was given. */
    @Nullable
    public String notRun() {
        return notRun;
    }

    /** Oldest first. */
    public List<Attempt> attempts() {
        return Collections.unmodifiableList(attempts);
    }

    /** The latest attempt; null: untried. */
    @Nullable
    public Attempt last() {
        return attempts.isEmpty() ? null : attempts.get(attempts.size() - 1);
    }

    /**
     * The attempt that the report shows: the latest that proved or refuted something, else the last. So a retry that shows
     * nothing does not undo a refutation.
     */
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
