package dev.x0xtest.coordinator.causes.search;

import dev.x0xtest.coordinator.causes.cells.Cells;
import dev.x0xtest.coordinator.causes.cells.Symptom;
import dev.x0xtest.coordinator.causes.kind.CauseKind;
import dev.x0xtest.coordinator.causes.kind.Subject;
import dev.x0xtest.coordinator.report.fact.Fact;
import dev.x0xtest.wire.NodeLabel;
import dev.x0xtest.wire.Plane;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Makes hypotheses: each kind with the cells that it touches. Pure. */
final class Hypotheses {
    private static final int MOST_FACTS = 10;

    private final Cells cells;

    Hypotheses(Cells cells) {
        this.cells = cells;
    }

    Hypothesis destinationIn(int node) {
        return broken(CauseKind.DESTINATION_IN, node, null, Cover.FORWARD, Cover.BACK);
    }

    Hypothesis sourceOut(int node) {
        return broken(CauseKind.SOURCE_OUT, node, null, Cover.BACK, Cover.FORWARD);
    }

    Hypothesis unreachable(int node) {
        return broken(CauseKind.NODE, node, Hypothesis.UNREACHABLE, Cover.FORWARD, Cover.FORWARD)
                .maybe(List.of("host", "network", "daemon"));
    }

    Hypothesis runnerSilent(int node) {
        return ofNode(CauseKind.NODE, node, Hypothesis.RUNNER_SILENT, Cover.UNSEEN, Cover.UNTOLD);
    }

    Hypothesis restarted(int node) {
        return known(CauseKind.NODE, node, Hypothesis.DAEMON_RESTARTED);
    }

    Hypothesis isolated(int node) {
        return broken(CauseKind.NODE, node, Hypothesis.ISOLATED, Cover.FORWARD, Cover.FORWARD)
                .maybe(List.of("network", "daemon"));
    }

    Hypothesis clash(int node) {
        return ofNode(CauseKind.IDENTITY_CLASH, node, null, Cover.CLASH, Cover.CLASH);
    }

    /** Two daemons that take turns: pairs that were tried in the turn of the first one work. */
    Hypothesis clashInTurns(int node) {
        return known(CauseKind.IDENTITY_CLASH, node, null, Cover.CLASH);
    }

    Hypothesis clock(int node) {
        return known(CauseKind.CLOCK, node, null);
    }

    Hypothesis overloaded(int node) {
        return new Hypothesis(
                CauseKind.OVERLOADED,
                new Subject.Node(cells.label(node)),
                null,
                cells.nodes(),
                touched -> others(node, other -> {
                    if (cells.symptom(other, node) != Symptom.WORKS) {
                        touched.at(cells.place(other, node), Cover.LOST);
                    }
                }));
    }

    Hypothesis version(int node) {
        return known(CauseKind.VERSION, node, null);
    }

    /** Something that is known of the node, and not guessed from its cells: those that work say nothing against it. */
    private Hypothesis known(CauseKind kind, int node, @Nullable String part) {
        return known(kind, node, part, Cover.AWAY);
    }

    private Hypothesis known(CauseKind kind, int node, @Nullable String part, Cover cover) {
        return new Hypothesis(
                kind,
                new Subject.Node(cells.label(node)),
                part,
                cells.nodes(),
                touched -> others(node, other -> {
                    open(cells.place(other, node), cover, touched);
                    open(cells.place(node, other), cover, touched);
                }));
    }

    private void open(int place, Cover cover, Hypothesis.Touched touched) {
        if (cells.symptom(place) != Symptom.WORKS) {
            touched.at(place, cover);
        }
    }

    /** Packets from and to it are lost: only cells of which some messages arrived are explained by that. */
    Hypothesis slow(int node) {
        return new Hypothesis(
                CauseKind.SLOW,
                new Subject.Node(cells.label(node)),
                null,
                cells.nodes(),
                touched -> others(node, other -> {
                    lossy(cells.place(other, node), touched);
                    lossy(cells.place(node, other), touched);
                }));
    }

    private void lossy(int place, Hypothesis.Touched touched) {
        if (cells.partly(place) || cells.symptom(place).works()) {
            touched.at(place, Cover.LOSSY);
        }
    }

    /** Its commands do not reach it from the anchor, though messages of others do. */
    Hypothesis controlPath(int node, int anchor) {
        return new Hypothesis(
                CauseKind.CONTROL_PATH,
                new Subject.Node(cells.label(node)),
                null,
                cells.nodes(),
                touched -> others(node, other -> {
                    touched.at(cells.place(other, node), other == anchor ? Cover.FORWARD : Cover.UNSEEN);
                    touched.at(cells.place(node, other), Cover.UNTOLD);
                }));
    }

    Hypothesis undiscovered(int node) {
        return new Hypothesis(
                CauseKind.UNDISCOVERED,
                new Subject.Node(cells.label(node)),
                null,
                cells.nodes(),
                touched -> others(node, other -> {
                    touched.at(cells.place(other, node), Cover.STRANGE);
                    Symptom back = cells.symptom(node, other);
                    if (back == Symptom.STRANGE || back == Symptom.UNKNOWN) {
                        touched.at(cells.place(node, other), Cover.STRANGE);
                    }
                }));
    }

    private interface Other {
        void take(int other);
    }

    private void others(int node, Other each) {
        for (int other = 0; other < cells.nodes(); other++) {
            if (other != node) {
                each.take(other);
            }
        }
    }

    /** The ways from or to a node are broken, as long as nothing shows that they carry messages again. */
    private Hypothesis broken(CauseKind kind, int node, @Nullable String part, Cover inward, Cover outward) {
        return ForGood.of(ofNode(kind, node, part, inward, outward), cells);
    }

    private Hypothesis ofNode(CauseKind kind, int node, @Nullable String part, Cover inward, Cover outward) {
        return new Hypothesis(
                kind,
                new Subject.Node(cells.label(node)),
                part,
                cells.nodes(),
                touched -> others(node, other -> {
                    touched.at(cells.place(other, node), inward);
                    touched.at(cells.place(node, other), outward);
                }));
    }

    Hypothesis link(int from, int to, boolean both) {
        int pairs = cells.nodes() * (cells.nodes() - 1);
        Hypothesis broken = new Hypothesis(
                CauseKind.LINK,
                new Subject.Link(cells.label(from), cells.label(to), both),
                null,
                both ? pairs / 2 : pairs,
                touched -> {
                    touched.at(cells.place(from, to), Cover.FORWARD);
                    touched.at(cells.place(to, from), both ? Cover.FORWARD : Cover.BACK);
                });
        Hypothesis link = ForGood.of(broken, cells);
        boolean large = !link.places(cells::largeFailed).isEmpty();
        return large ? link.maybe(List.of("all messages", Hypothesis.LARGE_ONLY)) : link;
    }

    /** Messages up to some size arrive. A failed one may end the connection, so the way back may fail with it. */
    Hypothesis mtu(int from, int to, int worksBytes, int aboveBytes) {
        return new Hypothesis(
                CauseKind.MTU,
                new Subject.Path(cells.label(from), cells.label(to), worksBytes, aboveBytes),
                null,
                cells.nodes() * (cells.nodes() - 1),
                touched -> {
                    touched.at(cells.place(from, to), Cover.FORWARD);
                    if (cells.symptom(to, from).bad()) {
                        touched.at(cells.place(to, from), Cover.BACK);
                    }
                });
    }

    Hypothesis blocked(int by, int of) {
        return new Hypothesis(
                CauseKind.BLOCKED,
                new Subject.Contact(cells.label(by), cells.label(of)),
                null,
                cells.nodes() * (cells.nodes() - 1),
                touched -> {
                    touched.at(cells.place(of, by), Cover.SWALLOW);
                    touched.at(cells.place(by, of), Cover.FORBID);
                });
    }

    /** Nothing gets from the nodes of one group to those of another. */
    Hypothesis groupCut(
            String from, String to, List<Integer> fromNodes, List<Integer> toNodes, boolean both, int subjects) {
        Subject subject = new Subject.Groups(from, to, labels(fromNodes), labels(toNodes), both);
        List<Fact> failed = toNodes.stream()
                .flatMap(node -> cells.facts().about(cells.label(node), Fact.REACHED).stream())
                .filter(fact -> fact.orElse(1) == 0)
                .limit(MOST_FACTS)
                .toList();
        Hypothesis cut = new Hypothesis(CauseKind.GROUP_CUT, subject, null, subjects, touched -> {
            for (int one : fromNodes) {
                for (int other : toNodes) {
                    touched.at(cells.place(one, other), Cover.FORWARD);
                    touched.at(cells.place(other, one), both ? Cover.FORWARD : Cover.BACK);
                }
            }
            unheard(toNodes, touched);
        });
        return ForGood.of(cut, cells).known(0, failed);
    }

    /** Of pairs among nodes that are cut off from the coordinator as well nobody can tell. */
    private void unheard(List<Integer> nodes, Hypothesis.Touched touched) {
        for (int one : nodes) {
            for (int other : nodes) {
                if (one != other && cells.silent(one) && cells.symptom(one, other) == Symptom.UNKNOWN) {
                    touched.at(cells.place(one, other), Cover.FORWARD);
                }
            }
        }
    }

    private List<NodeLabel> labels(List<Integer> nodes) {
        return nodes.stream().map(cells::label).toList();
    }

    /** Nothing is delivered as the plane demands. */
    Hypothesis plane(Plane plane) {
        List<NodeLabel> fleet =
                IntStream.range(0, cells.nodes()).mapToObj(cells::label).toList();
        return new Hypothesis(
                CauseKind.PLANE, new Subject.Delivery(plane, fleet), null, Plane.values().length, touched -> {
                    for (int place = 0; place < cells.size(); place++) {
                        if (cells.exists(place)) {
                            touched.at(place, Cover.DETOUR);
                        }
                    }
                });
    }
}
