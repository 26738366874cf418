package dev.x0xtest.coordinator.causes;

import dev.x0xtest.wire.NodeLabel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What may be wrong: a cause and the cells that it touches.
 *
 * @param subjects among how many subjects of its kind it was chosen
 * @param touches the cells that it touches
 */
record Hypothesis(CauseKind kind, Subject subject, @Nullable String part, int subjects, Touches touches) {
    static final String UNREACHABLE = "unreachable";

    /** Goes through cells: a thousand nodes touch millions, so they are not kept. */
    interface Touches {
        void each(Touched touched);
    }

    /** Takes a cell, by its place in the grid, and how a cause touches it. */
    interface Touched {
        void at(int place, Cover cover);
    }

    /** The places that it touches and that are so. */
    List<Integer> places(Predicate<Integer> which) {
        List<Integer> places = new ArrayList<>();
        touches.each((place, cover) -> {
            if (which.test(place)) {
                places.add(place);
            }
        });
        return places;
    }

    /** What it costs to assume this subject and no other, in natural units. */
    double price() {
        return Math.log(Math.max(2, subjects));
    }

    boolean sameNodes(Hypothesis other) {
        return subject.nodes().containsAll(other.subject.nodes())
                && other.subject.nodes().containsAll(subject.nodes());
    }

    /** Whether only one of the two can be: both are about the packets of the same nodes. */
    boolean excludes(Hypothesis other) {
        return !(subject instanceof Subject.Contact) && !(other.subject instanceof Subject.Contact) && sameNodes(other);
    }

    static Hypothesis destinationIn(Cells cells, int node) {
        return ofNode(cells, CauseKind.DESTINATION_IN, node, null, Cover.FORWARD, Cover.BACK);
    }

    static Hypothesis sourceOut(Cells cells, int node) {
        return ofNode(cells, CauseKind.SOURCE_OUT, node, null, Cover.BACK, Cover.FORWARD);
    }

    static Hypothesis unreachable(Cells cells, int node) {
        return ofNode(cells, CauseKind.NODE, node, UNREACHABLE, Cover.FORWARD, Cover.FORWARD);
    }

    static Hypothesis undiscovered(Cells cells, int node) {
        Touches touches = touched -> {
            for (int other = 0; other < cells.nodes(); other++) {
                if (other != node) {
                    touched.at(cells.place(other, node), Cover.STRANGE);
                    if (cells.symptom(node, other) == Symptom.STRANGE) {
                        touched.at(cells.place(node, other), Cover.STRANGE);
                    }
                }
            }
        };
        return new Hypothesis(
                CauseKind.UNDISCOVERED, new Subject.Node(cells.label(node)), null, cells.nodes(), touches);
    }

    static Hypothesis clash(Cells cells, int node) {
        return ofNode(cells, CauseKind.IDENTITY_CLASH, node, null, Cover.CLASH, Cover.CLASH);
    }

    private static Hypothesis ofNode(
            Cells cells, CauseKind kind, int node, @Nullable String part, Cover inward, Cover outward) {
        Touches touches = touched -> {
            for (int other = 0; other < cells.nodes(); other++) {
                if (other != node) {
                    touched.at(cells.place(other, node), inward);
                    touched.at(cells.place(node, other), outward);
                }
            }
        };
        return new Hypothesis(kind, new Subject.Node(cells.label(node)), part, cells.nodes(), touches);
    }

    static Hypothesis link(Cells cells, int from, int to, boolean both) {
        int pairs = cells.nodes() * (cells.nodes() - 1);
        return new Hypothesis(
                CauseKind.LINK,
                new Subject.Link(cells.label(from), cells.label(to), both),
                null,
                both ? pairs / 2 : pairs,
                touched -> {
                    touched.at(cells.place(from, to), Cover.FORWARD);
                    touched.at(cells.place(to, from), both ? Cover.FORWARD : Cover.BACK);
                });
    }

    static Hypothesis blocked(Cells cells, int by, int of) {
        NodeLabel blocker = cells.label(by);
        return new Hypothesis(
                CauseKind.BLOCKED,
                new Subject.Contact(blocker, cells.label(of)),
                null,
                cells.nodes() * (cells.nodes() - 1),
                touched -> {
                    touched.at(cells.place(of, by), Cover.SWALLOW);
                    touched.at(cells.place(by, of), Cover.FORBID);
                });
    }
}
