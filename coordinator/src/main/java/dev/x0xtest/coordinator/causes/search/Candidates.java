package dev.x0xtest.coordinator.causes.search;

import dev.x0xtest.coordinator.causes.cells.Cells;
import dev.x0xtest.coordinator.causes.cells.Symptom;
import dev.x0xtest.coordinator.report.AnchorReport;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.fact.Fact;
import dev.x0xtest.wire.NodeLabel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What may be wrong in a run: the hypotheses that something in its cells, or a fact, speaks for. */
public final class Candidates {
    /** Links in question. Where more fail, it is not the links. */
    private static final int MOST_LINKS = 4_000;
    /** Where so many of all pairs fail it may be the plane itself. */
    private static final double NEARLY_ALL = 0.9;

    private final Report report;
    private final Cells cells;
    private final Hypotheses make;
    private final List<Hypothesis> all = new ArrayList<>();

    private Candidates(Report report, Cells cells) {
        this.report = report;
        this.cells = cells;
        this.make = new Hypotheses(cells);
    }

    /** The hypotheses for this report. */
    public static List<Hypothesis> of(Report report, Cells cells) {
        Candidates candidates = new Candidates(report, cells);
        NodeCandidates nodes = new NodeCandidates(report, cells, candidates.make);
        for (int node = 0; node < cells.nodes(); node++) {
            candidates.all.addAll(nodes.of(node));
        }
        candidates.pairs();
        candidates.contacts();
        candidates.all.addAll(new GroupCandidates(cells, candidates.make).all());
        candidates.plane();
        return List.copyOf(candidates.all);
    }

    /** The index of the anchor; -1: it is not among the nodes. */
    static int anchor(Report report, Cells cells) {
        AnchorReport anchor = report.anchor();
        for (int node = 0; anchor != null && node < cells.nodes(); node++) {
            if (cells.label(node).equals(anchor.node())) {
                return node;
            }
        }
        return -1;
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
                    case FAILED -> failed(src, dst);
                    case UNANSWERED -> {
                        // It arrived, so it is the way back that is broken.
                        if (cells.threshold(dst, src) == null) {
                            all.add(make.link(dst, src, false));
                        }
                    }
                    case SWALLOWED -> blocked(dst, src);
                    case FORBIDDEN -> blocked(src, dst);
                    case STRANGE, WORKS, LATE, FLAKY, TAKEN, SEEN, UNKNOWN, DETOURED -> {}
                }
            }
        }
    }

    private void failed(int from, int to) {
        CellReport.Threshold threshold = cells.threshold(from, to);
        if (threshold != null) {
            // Something arrives, so the link is not dead.
            all.add(make.mtu(from, to, threshold.worksBytes(), threshold.aboveBytes())
                    .known(SPLIT, List.of()));
            return;
        }
        Symptom back = cells.symptom(to, from);
        if (back.works() && cells.largeFailed(cells.place(from, to))) {
            // The acknowledgements of the way back went this way, and they are small.
            all.add(make.mtu(from, to, 0, cells.largeBytes()).known(-ONCE, List.of()));
        }
        all.add(make.link(from, to, false));
        // Of a way back of which nothing is known nothing is said.
        boolean once = back == Symptom.FAILED ? from < to : back.bad();
        if (once && cells.threshold(to, from) == null) {
            all.add(make.link(Math.min(from, to), Math.max(from, to), true));
        }
    }

    private void blocked(int by, int of) {
        // The blocker's own daemon says so when it is to send; without that it is a guess.
        boolean said = cells.symptom(by, of) == Symptom.FORBIDDEN;
        Fact contact = contact(by, of);
        boolean known = contact != null && Fact.BLOCKED.equals(contact.text());
        boolean some = cells.some(cells.place(of, by)) || cells.some(cells.place(by, of));
        if (some && !said && !(known && cells.symptom(by, of) == Symptom.UNKNOWN)) {
            // Something got through, and nothing says that it ever ended: such a contact would have kept everything
            // back.
            return;
        }
        Hypothesis blocked = make.blocked(by, of);
        if (known) {
            blocked = blocked.known(SURE, List.of(contact));
        } else if (contact != null && !said) {
            // Its daemon holds something else of the contact: then it is not that.
            blocked = blocked.known(-SURE / 2, List.of(contact)).maybe(List.of("trust policy", SECOND));
        } else if (!said) {
            blocked = blocked.maybe(List.of("contact", "trust policy", SECOND));
        }
        if (some) {
            blocked = blocked.maybe(List.of(Hypothesis.DURING));
        }
        all.add(blocked);
    }

    private static final String SECOND = "second x0xd with its identity";
    /** How much less likely it is that failures part the sizes in two by chance. */
    private static final double SPLIT = Math.log(20);
    /** A hop that was lost for once looks the same. */
    private static final double ONCE = Math.log(3);
    /** What a fact is worth that its daemon has told: a thousand to one. */
    static final double SURE = Math.log(1_000);

    private @Nullable Fact contact(int by, int of) {
        return cells.facts().about(cells.label(by), cells.label(of), Fact.CONTACT);
    }

    /** Contacts that are blocked, where the pair itself shows nothing. */
    private void contacts() {
        for (Fact fact : report.facts()) {
            NodeLabel about = fact.about();
            if (about != null && fact.name().equals(Fact.CONTACT) && Fact.BLOCKED.equals(fact.text())) {
                int by = index(fact.node());
                int of = index(about);
                if (by >= 0 && of >= 0 && unshown(by, of)) {
                    all.add(make.blocked(by, of).known(SURE, List.of(fact)));
                }
            }
        }
    }

    private boolean unshown(int by, int of) {
        return cells.symptom(of, by) != Symptom.SWALLOWED
                && cells.symptom(by, of) != Symptom.FORBIDDEN
                && !(cells.symptom(of, by).works() && cells.symptom(by, of).works());
    }

    private int index(NodeLabel label) {
        for (int node = 0; node < cells.nodes(); node++) {
            if (cells.label(node).equals(label)) {
                return node;
            }
        }
        return -1;
    }

    private void plane() {
        int failing = 0;
        int pairs = 0;
        for (int place = 0; place < cells.size(); place++) {
            Symptom symptom = cells.symptom(place);
            if (cells.exists(place)) {
                pairs++;
                failing += symptom == Symptom.DETOURED || symptom == Symptom.FAILED ? 1 : 0;
            }
        }
        if (cells.nodes() > 2 && failing >= NEARLY_ALL * pairs) {
            all.add(make.plane(report.plane()));
        }
    }
}
