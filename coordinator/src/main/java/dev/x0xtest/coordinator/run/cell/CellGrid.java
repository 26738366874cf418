package dev.x0xtest.coordinator.run.cell;

import dev.x0xtest.coordinator.run.node.NodeState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** All cells of a run: every ordered pair of different nodes, with each of its samples. The list never changes. */
public final class CellGrid {
    private final int nodes;
    private final int samples;
    private final List<Cell> cells;

    /** Untried cells for these nodes; {@code nodes} are ordered by index. */
    public CellGrid(List<NodeState> nodes, int samples) {
        this.nodes = nodes.size();
        this.samples = samples;
        List<Cell> all = new ArrayList<>(nodes.size() * Math.max(0, nodes.size() - 1) * samples);
        for (NodeState source : nodes) {
            for (NodeState destination : nodes) {
                for (int sample = 0; source != destination && sample < samples; sample++) {
                    all.add(new Cell(source, destination, sample));
                }
            }
        }
        this.cells = Collections.unmodifiableList(all);
    }

    /** Pair by pair; the samples of a pair are adjacent. */
    public List<Cell> cells() {
        return cells;
    }

    /** The cells of one pair, one for each sample. A view, not a copy. */
    public List<Cell> samples(NodeState source, NodeState destination) {
        int before = destination.index() < source.index() ? destination.index() : destination.index() - 1;
        int pair = source.index() * (nodes - 1) + before;
        return cells.subList(pair * samples, (pair + 1) * samples);
    }
}
