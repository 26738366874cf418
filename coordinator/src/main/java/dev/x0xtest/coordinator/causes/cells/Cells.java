package dev.x0xtest.coordinator.causes.cells;

import dev.x0xtest.coordinator.causes.kind.Pair;
import dev.x0xtest.coordinator.report.CellClass;
import dev.x0xtest.coordinator.report.CellOutcome;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.Ending;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.RosterEntry;
import dev.x0xtest.coordinator.report.fact.Fact;
import dev.x0xtest.wire.NodeLabel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The cells of a report as a grid of symptoms. Immutable. */
public final class Cells {
    private static final int LEAST_PARTLY = 4;

    private final List<NodeLabel> labels;
    private final Symptom[] symptoms;
    private final int[] attempts;
    private final boolean[] probed;
    private final boolean[] silent;
    private final boolean[] largeFailed;
    private final int largeBytes;
    private final Map<Integer, CellReport.Threshold> thresholds = new HashMap<>();
    private final KnownFacts facts;
    private final boolean[] proven;
    private final boolean[] unobserved;
    private final boolean[] partly;
    private final boolean[] some;
    private final boolean[] declared;
    private final long[] refusedMs;
    private final long[] arrivedMs;

    /** Those of this report, with what its facts say of silent nodes. */
    public Cells(Report report) {
        labels = report.nodes();
        Map<NodeLabel, Integer> indexes = new HashMap<>();
        labels.forEach(label -> indexes.put(label, indexes.size()));
        symptoms = new Symptom[labels.size() * labels.size()];
        Arrays.fill(symptoms, Symptom.UNKNOWN);
        attempts = new int[symptoms.length];
        probed = new boolean[symptoms.length];
        silent = new boolean[labels.size()];
        Arrays.fill(silent, true);
        facts = new KnownFacts(report);
        proven = new boolean[symptoms.length];
        unobserved = new boolean[symptoms.length];
        partly = new boolean[symptoms.length];
        some = new boolean[symptoms.length];
        declared = new boolean[symptoms.length];
        refusedMs = new long[symptoms.length];
        arrivedMs = new long[symptoms.length];
        Arrays.fill(refusedMs, -1);
        Arrays.fill(arrivedMs, -1);
        boolean[] sends = new boolean[labels.size()];
        largeFailed = new boolean[symptoms.length];
        largeBytes = report.scope().largeOnly() ? report.scope().sizes().get(0) : 0;
        Ending ending = report.ending();
        boolean cut = ending != null && ending.cause() != Ending.Cause.DEADLINE;
        for (CellReport cell : report.cells()) {
            Integer src = indexes.get(cell.src());
            Integer dst = indexes.get(cell.dst());
            if (src != null && dst != null) {
                int place = place(src, dst);
                declared[place] = true;
                sends[src] = true;
                symptoms[place] = cut ? settled(Symptom.of(cell)) : Symptom.of(cell);
                largeFailed[place] = largeBytes > 0
                        && symptoms[place] == Symptom.FAILED
                        && !cell.samples().containsKey(CellOutcome.PROVEN)
                        && cell.evidence().error().contains("peer_disconnected");
                CellReport.Threshold threshold = cell.threshold();
                if (threshold != null) {
                    thresholds.put(place, threshold);
                }
                // The small messages of such a pair arrived: they are no failed attempts.
                attempts[place] = Math.max(1, threshold == null ? cell.attempts() : refuted(cell));
                proven[place] = cell.proven();
                partly[place] = partly(cell);
                left(place, cell);
                some[place] = cell.samples().containsKey(CellOutcome.PROVEN);
                unobserved[place] = cell.outcome().cellClass() == CellClass.UNOBSERVED;
                silent[src] &= !cell.proven() && !cell.evidence().told();
            }
        }
        for (int node = 0; node < labels.size(); node++) {
            boolean ready =
                    report.entry(labels.get(node)).map(RosterEntry::ready).orElse(false);
            // A node that only receives cannot show by its row that its runner speaks.
            silent[node] &= sends[node];
            silent[node] |= !ready;
            if (silent[node]) {
                probes(node);
            }
        }
    }

    private static int refuted(CellReport cell) {
        return cell.sizes().stream().mapToInt(CellReport.Size::refuted).sum();
    }

    /** Between which two sizes the pair stops working; null: its messages show no such size. */
    public CellReport.@Nullable Threshold threshold(int from, int to) {
        return thresholds.get(place(from, to));
    }

    /** Whether the connection was given up over messages of several packets, none arrived, and no smaller were sent. */
    public boolean largeFailed(int place) {
        return largeFailed[place];
    }

    /** The size of the messages, if all have one and do not fit into one packet; 0: it is not so. */
    public int largeBytes() {
        return largeBytes;
    }

    /** Whether some of the pair's messages arrived, and others of the same size did not. */
    private static boolean partly(CellReport cell) {
        int all = cell.samples().values().stream().mapToInt(Integer::intValue).sum();
        return !cell.proven()
                && cell.sizes().isEmpty()
                && all >= LEAST_PARTLY
                && cell.samples().containsKey(CellOutcome.PROVEN);
    }

    /** Whether some of the pair's messages arrived, and others of the same size did not. */
    public boolean partly(int place) {
        return partly[place];
    }

    /** Of several sizes the large ones may fail alone: when they left says nothing of the way. */
    private void left(int place, CellReport cell) {
        CellReport.Left left = cell.left();
        if (left != null && cell.sizes().isEmpty()) {
            refusedMs[place] = left.refusedMs() == null ? -1 : left.refusedMs();
            arrivedMs[place] = left.arrivedMs() == null ? -1 : left.arrivedMs();
        }
    }

    /** When the first hop of a pair left that failed after all that arrived, from when its source began; -1: not known. */
    public long refusedMs(int place) {
        return refusedMs[place];
    }

    /** When the last hop of a pair left that arrived; -1: not known, or the pair is proven. */
    public long arrivedMs(int place) {
        return arrivedMs[place];
    }

    /** Whether at least one of the pair's messages was proven. */
    public boolean some(int place) {
        return some[place];
    }

    /** In a run that was cut short a witness may be missing for that reason alone. */
    private static Symptom settled(Symptom symptom) {
        return symptom == Symptom.TAKEN || symptom == Symptom.SEEN ? Symptom.UNKNOWN : symptom;
    }

    /** What was sent to a silent node to find out says more than what was sent before, of which its runner has said nothing. */
    private void probes(int node) {
        if (facts.about(labels.get(node), Fact.REACHED).isEmpty()) {
            return;
        }
        for (int other = 0; other < labels.size(); other++) {
            int place = place(other, node);
            boolean open = symptoms[place] == Symptom.UNKNOWN || symptoms[place] == Symptom.TAKEN;
            if (other != node && open) {
                Fact probe = facts.about(labels.get(other), labels.get(node), Fact.REACHED);
                symptoms[place] = probe == null ? Symptom.UNKNOWN : Symptom.of(probe, tookMs(other, node));
                probed[place] = probe != null;
            }
        }
    }

    private long tookMs(int by, int node) {
        Fact took = facts.about(labels.get(by), labels.get(node), Fact.REACHED_MS);
        return took == null ? Long.MAX_VALUE : took.orElse(Long.MAX_VALUE);
    }

    /** What is known beside the cells. */
    public KnownFacts facts() {
        return facts;
    }

    /** How many nodes there are. */
    public int nodes() {
        return labels.size();
    }

    /** The label of a node. */
    public NodeLabel label(int node) {
        return labels.get(node);
    }

    /** The place of a cell in the grid. */
    public int place(int src, int dst) {
        return src * labels.size() + dst;
    }

    /** The cell at a place. */
    public Pair pair(int place) {
        return new Pair(labels.get(place / labels.size()), labels.get(place % labels.size()));
    }

    /** Whether the run has declared the cell at this place; never on the diagonal. */
    public boolean exists(int place) {
        return declared[place];
    }

    public int size() {
        return symptoms.length;
    }

    public Symptom symptom(int src, int dst) {
        return symptoms[place(src, dst)];
    }

    public Symptom symptom(int place) {
        return symptoms[place];
    }

    public boolean proven(int place) {
        return proven[place];
    }

    /** Whether its outcome is of the class unobserved. */
    public boolean unobserved(int place) {
        return unobserved[place];
    }

    /** Whether a witness of the cell itself has said something that speaks for a cause. */
    public boolean said(int place) {
        return (symptoms[place].bad() || symptoms[place] == Symptom.TAKEN || symptoms[place] == Symptom.SEEN)
                && !probed[place];
    }

    /** How often it was tried; at least once. */
    public int attempts(int place) {
        return attempts[place];
    }

    /** Whether only a message that was sent to find out says something of it. */
    public boolean probed(int place) {
        return probed[place];
    }

    /** Whether its runner was never ready, or has not said anything of its hops. */
    public boolean silent(int node) {
        return silent[node];
    }

    /**
     * Whether at least two nodes that reach another one fail towards this: one alone may be to blame itself. In a mesh of
     * three, both others must.
     */
    public boolean failsForTwo(int node) {
        return twoOf(node, true);
    }

    /** Whether this node fails towards at least two that another one reaches. */
    public boolean failsTowardsTwo(int node) {
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
                    && symptom(sends ? other : third, sends ? third : other).works()) {
                return true;
            }
        }
        return false;
    }

    public List<Pair> pairs(List<Integer> places) {
        List<Pair> pairs = new ArrayList<>();
        places.forEach(place -> pairs.add(pair(place)));
        return pairs;
    }
}
