package dev.x0xtest.coordinator.causes.search;

import dev.x0xtest.coordinator.causes.cells.Cells;
import dev.x0xtest.coordinator.causes.cells.KnownFacts;
import dev.x0xtest.coordinator.causes.cells.LostPackets;
import dev.x0xtest.coordinator.causes.cells.Symptom;
import dev.x0xtest.coordinator.report.AnchorReport;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.RosterEntry;
import dev.x0xtest.coordinator.report.fact.Fact;
import dev.x0xtest.wire.NodeLabel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What may be wrong with one node. Pure. */
final class NodeCandidates {
    /** What came this short a time before came while nothing got there: a probe has failed for ten seconds by then. */
    private static final long LATELY_MS = 5_000;
    /** The same of a snapshot, which is taken when a hop has been unanswered for three seconds. */
    private static final long LATELY_IN_SNAPSHOT_MS = 1_500;

    /** How much likelier a second daemon is where the identity has got another address: one alone has moved rarely. */
    private static final double MOVED = Math.log(10);

    private static final long LEAST_LOST = 50;
    /** As the worst of the others. Both ends of a broken link lose packets. */
    private static final double TIMES_ALONE = 2;

    private static final long MANY_LOST = 200;
    private static final double TIMES_SURE = 4;

    private final Report report;
    private final Cells cells;
    private final Hypotheses make;
    private final int anchor;

    NodeCandidates(Report report, Cells cells, Hypotheses make) {
        this.report = report;
        this.cells = cells;
        this.make = make;
        this.anchor = Candidates.anchor(report, cells);
    }

    List<Hypothesis> of(int node) {
        List<Hypothesis> found = new ArrayList<>();
        boolean inward = cells.failsForTwo(node);
        if (inward) {
            found.add(make.unreachable(node).known(0, reached(node, 0)));
            destinationIn(node, found);
            if (inward(node, Symptom.STRANGE) > 1) {
                found.add(make.undiscovered(node)
                        .known(0, reached(node, 0))
                        .maybe(List.of("network_id", "its x0xd has not announced itself yet")));
            }
        }
        if (cells.failsTowardsTwo(node) && inward(node, Symptom.UNANSWERED) > 0) {
            found.add(make.sourceOut(node));
        }
        silence(node, found);
        facts(node, found);
        return found;
    }

    /** Only if something of it arrives: else nothing tells this from a dead node. */
    private void destinationIn(int node, List<Hypothesis> found) {
        List<Fact> heard = cells.facts().about(label(node), Fact.LAST_RECEIVED_AGO_MS).stream()
                .filter(fact -> fact.orElse(Long.MAX_VALUE)
                        < (fact.source() == Fact.Source.SNAPSHOT ? LATELY_IN_SNAPSHOT_MS : LATELY_MS))
                .toList();
        if (outward(node, Symptom.UNANSWERED) > 0) {
            found.add(make.destinationIn(node));
        } else if (!heard.isEmpty()) {
            found.add(make.destinationIn(node).known(Candidates.SURE, heard));
        }
    }

    /** Of a node that says nothing itself. */
    private void silence(int node, List<Hypothesis> found) {
        boolean taken = inward(node, Symptom.TAKEN) > (cells.nodes() > 2 ? 1 : 0);
        // What tells its time, or answers where messages do not arrive, has a runner.
        boolean spoke = doubled(label(node))
                || cells.facts().own(label(node), Fact.CLOCK_OFFSET_MS).isPresent();
        if (cells.silent(node) && taken && !spoke) {
            List<Fact> reached = reached(node, 1);
            found.add(make.runnerSilent(node).known(0, reached));
            if (anchor >= 0 && anchor != node && cells.symptom(anchor, node) == Symptom.FAILED) {
                found.add(make.controlPath(node, anchor).known(0, reached));
            }
        }
        if (node == anchor && isolated(node)) {
            found.add(make.isolated(node).known(noPeers() ? Candidates.SURE : 0, reachedFrom(node)));
        }
    }

    private List<Fact> reached(int node, long value) {
        return cells.facts().about(label(node), Fact.REACHED).stream()
                .filter(fact -> fact.orElse(-1) == value)
                .toList();
    }

    private List<Fact> reachedFrom(int node) {
        return report.facts().stream()
                .filter(fact -> fact.node().equals(label(node)) && fact.name().equals(Fact.REACHED))
                .toList();
    }

    /** The anchor hears nobody and reaches nobody. */
    private boolean isolated(int node) {
        if (cells.nodes() < 3) {
            return false;
        }
        boolean alone = true;
        for (int other = 0; other < cells.nodes(); other++) {
            alone &= other == node || cells.silent(other);
        }
        return alone
                && (noPeers() || outward(node, Symptom.FAILED) + outward(node, Symptom.STRANGE) > 1)
                && outward(node, Symptom.WORKS) + outward(node, Symptom.LATE) + outward(node, Symptom.TAKEN) == 0;
    }

    private boolean noPeers() {
        AnchorReport said = report.anchor();
        return said != null && said.peers() == 0;
    }

    private void facts(int node, List<Hypothesis> found) {
        KnownFacts known = cells.facts();
        NodeLabel label = label(node);
        List<Fact> foreign = known.foreignLinks(label);
        if (!foreign.isEmpty()) {
            found.add(make.clashInTurns(node).known(told(), foreign));
        } else if (doubled(label)) {
            found.add(make.clash(node).known(Candidates.SURE, List.of()));
        } else if (inward(node, Symptom.SWALLOWED) > 0 && perhapsDoubled(label)) {
            found.add(make.clashInTurns(node).known(MOVED, List.of()));
        } else if (inward(node, Symptom.SWALLOWED) > 1) {
            // The daemon that acknowledged is not the one beside the runner.
            found.add(make.clash(node));
        }
        known.own(label, Fact.X0XD_RESTARTED)
                .ifPresent(fact -> found.add(make.restarted(node).known(told(), List.of(fact))));
        known.own(label, Fact.CLOCK_OFFSET_MS)
                .ifPresent(fact -> found.add(make.clock(node).known(told(), List.of(fact))));
        slow(node, found);
        known.own(label, Fact.EVICTED)
                .filter(fact -> fact.orElse(0) > 0)
                .ifPresent(fact -> found.add(make.overloaded(node).known(told(), List.of(fact))));
        report.entry(label)
                .filter(entry -> entry.state().startsWith(RosterEntry.FOREIGN)
                        || entry.state().contains(RosterEntry.OLDER))
                .ifPresent(entry -> found.add(make.version(node).known(2 * Candidates.SURE, List.of())));
    }

    /** Whether two machines were seen with its identity: a fact, and no guess. */
    private boolean doubled(NodeLabel label) {
        String second = RosterEntry.second(label);
        Predicate<String> says = text -> text.contains(second) && !text.endsWith(RosterEntry.UNLESS_MOVED);
        return report.warnings().stream().anyMatch(says)
                || report.entry(label).map(RosterEntry::state).filter(says).isPresent();
    }

    private boolean perhapsDoubled(NodeLabel label) {
        String second = RosterEntry.second(label);
        return report.warnings().stream().anyMatch(text -> text.contains(second));
    }

    /** A daemon's or a runner's word says which node it is, but not that it did harm: a cell has to speak for that. */
    private double told() {
        return Math.log(Math.max(2, cells.nodes())) + Math.log(10);
    }

    /** Packets that its daemon has lost are a fact: where they are many, one pair that works now and then is enough. */
    private void slow(int node, List<Hypothesis> found) {
        int partly = partly(node);
        if (partly > 0 && LostPackets.standAlone(cells, node, MANY_LOST, TIMES_SURE)) {
            found.add(slow(node, 2));
        } else if (partly > 1 && LostPackets.farMore(cells, node)) {
            found.add(slow(node, LostPackets.standAlone(cells, node, LEAST_LOST, TIMES_ALONE) ? 1 : 0.5));
        }
    }

    private Hypothesis slow(int node, double sure) {
        return make.slow(node).known(Candidates.SURE * sure, cells.facts().all(label(node), Fact.LOST_PACKETS));
    }

    /** With how many others it has a pair of which some messages arrived. */
    private int partly(int node) {
        int count = 0;
        for (int other = 0; other < cells.nodes(); other++) {
            boolean partly = cells.partly(cells.place(node, other)) || cells.partly(cells.place(other, node));
            count += other != node && partly ? 1 : 0;
        }
        return count;
    }

    private NodeLabel label(int node) {
        return cells.label(node);
    }

    private int inward(int node, Symptom symptom) {
        int count = 0;
        for (int other = 0; other < cells.nodes(); other++) {
            count += other != node && cells.symptom(other, node) == symptom ? 1 : 0;
        }
        return count;
    }

    private int outward(int node, Symptom symptom) {
        int count = 0;
        for (int other = 0; other < cells.nodes(); other++) {
            count += other != node && cells.symptom(node, other) == symptom ? 1 : 0;
        }
        return count;
    }
}
