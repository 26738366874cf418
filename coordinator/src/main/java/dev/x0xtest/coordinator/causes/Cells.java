package dev.x0xtest.coordinator.causes;

import dev.x0xtest.coordinator.report.CellClass;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.wire.NodeLabel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The cells of a report as a grid of symptoms. Immutable. */
final class Cells {
    private final List<NodeLabel> labels;
    private final Symptom[] symptoms;
    private final double[] benign;
    private final boolean[] proven;
    private final boolean[] unobserved;

    Cells(Report report) {
        labels = report.nodes();
        Map<NodeLabel, Integer> indexes = new HashMap<>();
        labels.forEach(label -> indexes.put(label, indexes.size()));
        symptoms = new Symptom[labels.size() * labels.size()];
        Arrays.fill(symptoms, Symptom.UNKNOWN);
        benign = new double[symptoms.length];
        proven = new boolean[symptoms.length];
        unobserved = new boolean[symptoms.length];
        for (CellReport cell : report.cells()) {
            Integer src = indexes.get(cell.src());
            Integer dst = indexes.get(cell.dst());
            if (src != null && dst != null) {
                int place = place(src, dst);
                symptoms[place] = Symptom.of(cell);
                benign[place] = Cover.benign(symptoms[place], cell.attempts());
                proven[place] = cell.proven();
                unobserved[place] = cell.outcome().cellClass() == CellClass.UNOBSERVED;
            }
        }
    }

    int nodes() {
        return labels.size();
    }

    NodeLabel label(int node) {
        return labels.get(node);
    }

    int place(int src, int dst) {
        return src * labels.size() + dst;
    }

    Pair pair(int place) {
        return new Pair(labels.get(place / labels.size()), labels.get(place % labels.size()));
    }

    /** The place of a cell that may exist: not on the diagonal. */
    boolean exists(int place) {
        return place / labels.size() != place % labels.size();
    }

    int size() {
        return symptoms.length;
    }

    Symptom symptom(int src, int dst) {
        return symptoms[place(src, dst)];
    }

    Symptom symptom(int place) {
        return symptoms[place];
    }

    boolean proven(int place) {
        return proven[place];
    }

    /**
     * Whether a cause that touches the cell is why it is not proven. What is refuted for another reason than its way is not
     * explained, and what arrived without the record of its source only by something about a whole node.
     */
    boolean explained(int place, Hypothesis by) {
        Symptom symptom = symptoms[place];
        boolean silent =
                symptom == Symptom.UNKNOWN || (symptom == Symptom.ARRIVED && by.subject() instanceof Subject.Node);
        return symptom.bad() || (silent && unobserved[place]);
    }

    /** The logarithm of how likely the symptom is where nothing is wrong. */
    double benign(int place) {
        return benign[place];
    }

    /**
     * Whether at least two nodes that reach another one fail towards this: one alone may be to blame itself. In a mesh of
     * three, both others must.
     */
    boolean failsForTwo(int node) {
        return twoOf(node, true);
    }

    /** Whether this node fails towards at least two that another one reaches. */
    boolean failsTowardsTwo(int node) {
        return twoOf(node, false);
    }

    private boolean twoOf(int node, boolean inward) {
        int count = 0;
        for (int other = 0; other < nodes(); other++) {
            if (other != node
                    && symptom(inward ? other : node, inward ? node : other).bad()) {
                count += elsewhere(other, node, inward) ? 1 : 0;
            }
        }
        return count > 1;
    }

    /** Whether the other node works with a third one in this direction. */
    private boolean elsewhere(int other, int node, boolean sends) {
        for (int third = 0; third < nodes(); third++) {
            if (third != other
                    && third != node
                    && symptom(sends ? other : third, sends ? third : other) == Symptom.WORKS) {
                return true;
            }
        }
        return false;
    }

    List<Pair> pairs(List<Integer> places) {
        List<Pair> pairs = new ArrayList<>();
        places.forEach(place -> pairs.add(pair(place)));
        return pairs;
    }
}
