package dev.x0xtest.coordinator.picture;

import dev.x0xtest.coordinator.report.RosterEntry;
import dev.x0xtest.wire.NodeLabel;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the numbers beside a matrix stand for that has too many nodes for labels: the nodes that matter, which are those of a
 * cause and those that were not ready, and every {@value #STEP}th.
 */
final class NodeKey {
    static final int STEP = 50;
    private static final int MOST = 24;
    /** A cause of more nodes is about groups. */
    private static final int FEW = 4;

    private final Matrix matrix;
    private final Set<Integer> matter = new LinkedHashSet<>();
    private final Set<Integer> all = new TreeSet<>();
    private final boolean lettered;
    private int left;

    /** Empty where the cells are drawn with letters: there the labels are. */
    NodeKey(Sheet sheet) {
        this.matrix = sheet.matrix();
        this.lettered = sheet.lettered();
        if (lettered) {
            return;
        }
        sheet.causes().list().stream()
                .map(cause -> cause.subject().nodes())
                .filter(nodes -> nodes.size() <= FEW)
                .flatMap(List::stream)
                .forEach(this::keep);
        sheet.report().roster().stream()
                .filter(entry -> !entry.ready())
                .filter(entry -> !sheet.report().scope().excluded().contains(entry.node()))
                .map(RosterEntry::node)
                .forEach(this::keep);
        for (int node = 0; node < matrix.size(); node += STEP) {
            all.add(node);
        }
        all.addAll(matter);
    }

    private void keep(NodeLabel label) {
        int node = matrix.index(label);
        if (matter.size() < MOST) {
            matter.add(node);
        } else if (!matter.contains(node)) {
            left++;
        }
    }

    /** Whether this node is one that matters. */
    boolean matters(int node) {
        return matter.contains(node);
    }

    /** All of the key, in the order of the matrix. */
    List<Integer> nodes() {
        return List.copyOf(all);
    }

    /** An entry of the key: {@code 151 n150}. */
    String text(int node) {
        return number(node) + " " + matrix.label(node);
    }

    /** The number beside the matrix; they count from 1. */
    static String number(int node) {
        return Integer.toString(node + 1);
    }

    /** Says how to read the key; empty where there is none. */
    String heading() {
        if (lettered) {
            return "";
        }
        String rest = "every " + STEP + "th";
        return matter.isEmpty()
                ? "Numbers of the nodes, " + rest
                : "Numbers of the nodes: those that matter" + (left == 0 ? "" : " (and " + left + " more)") + ", and "
                        + rest;
    }

    /**
     * Those whose number has room beside the matrix; what matters goes first.
     *
     * @param side of a cell
     * @param room that a number needs, in the same unit
     */
    List<Integer> beside(double side, int room) {
        List<Integer> placed = new ArrayList<>();
        Set<Integer> ordered = new LinkedHashSet<>(matter);
        ordered.addAll(all);
        for (int node : ordered) {
            if (placed.stream().noneMatch(other -> Math.abs(other - node) * side < room)) {
                placed.add(node);
            }
        }
        return placed;
    }

    /** Columns of the key: as many as fit. */
    static int columns(int width, int each) {
        return Math.max(1, width / Math.max(1, each));
    }
}
