package dev.x0xtest.coordinator.causes;

import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.RosterEntry;
import java.util.ArrayList;
import java.util.List;

/** What may be wrong in a run: the hypotheses that something in its cells speaks for. */
final class Candidates {
    /** Links in question. Where more fail, it is not the links. */
    private static final int MOST_LINKS = 4_000;

    private final Report report;
    private final Cells cells;
    private final List<Hypothesis> all = new ArrayList<>();

    private Candidates(Report report, Cells cells) {
        this.report = report;
        this.cells = cells;
    }

    static List<Hypothesis> of(Report report, Cells cells) {
        Candidates candidates = new Candidates(report, cells);
        for (int node = 0; node < cells.nodes(); node++) {
            candidates.node(node);
        }
        candidates.pairs();
        return List.copyOf(candidates.all);
    }

    private void node(int node) {
        boolean inward = cells.failsForTwo(node);
        boolean outward = cells.failsTowardsTwo(node);
        if (inward) {
            all.add(Hypothesis.unreachable(cells, node));
            all.add(Hypothesis.destinationIn(cells, node));
        }
        if (outward) {
            all.add(Hypothesis.sourceOut(cells, node));
        }
        if (inward && strangers(node) > 1) {
            all.add(Hypothesis.undiscovered(cells, node));
        }
        if (doubled(node)) {
            all.add(Hypothesis.clash(cells, node));
        }
    }

    private long strangers(int node) {
        long count = 0;
        for (int other = 0; other < cells.nodes(); other++) {
            count += cells.symptom(other, node) == Symptom.STRANGE ? 1 : 0;
        }
        return count;
    }

    /** Whether two machines were seen with its identity: a fact, and no guess. */
    private boolean doubled(int node) {
        String second = RosterEntry.second(cells.label(node));
        return report.warnings().stream().anyMatch(warning -> warning.contains(second))
                || report.entry(cells.label(node))
                        .map(entry -> entry.state().contains(second))
                        .orElse(false);
    }

    private void pairs() {
        int links = 0;
        for (int src = 0; src < cells.nodes(); src++) {
            for (int dst = 0; dst < cells.nodes() && links < MOST_LINKS; dst++) {
                Symptom symptom = cells.symptom(src, dst);
                if (src == dst || !symptom.bad()) {
                    continue;
                }
                links++;
                switch (symptom) {
                    case FAILED -> {
                        all.add(Hypothesis.link(cells, src, dst, false));
                        if (src < dst || !cells.symptom(dst, src).bad()) {
                            all.add(Hypothesis.link(cells, Math.min(src, dst), Math.max(src, dst), true));
                        }
                    }
                    // It arrived, so it is the way back that is broken.
                    case UNANSWERED -> all.add(Hypothesis.link(cells, dst, src, false));
                    case SWALLOWED -> all.add(Hypothesis.blocked(cells, dst, src));
                    case FORBIDDEN -> all.add(Hypothesis.blocked(cells, src, dst));
                    case STRANGE, WORKS, ARRIVED, UNKNOWN -> {}
                }
            }
        }
    }
}
