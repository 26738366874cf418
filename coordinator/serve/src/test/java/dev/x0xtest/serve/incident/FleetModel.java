package dev.x0xtest.serve.incident;

import dev.x0xtest.coordinator.causes.Cause;
import dev.x0xtest.coordinator.causes.Causes;
import dev.x0xtest.coordinator.causes.kind.CauseKind;
import dev.x0xtest.coordinator.causes.kind.Pair;
import dev.x0xtest.coordinator.causes.kind.Subject;
import dev.x0xtest.coordinator.report.AnchorReport;
import dev.x0xtest.coordinator.report.CellOutcome;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.Ending;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.RosterEntry;
import dev.x0xtest.coordinator.report.fact.Fact;
import dev.x0xtest.serve.model.EndedRun;
import dev.x0xtest.serve.model.RunKind;
import dev.x0xtest.serve.model.Scope;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.NetworkName;
import dev.x0xtest.wire.NodeLabel;
import dev.x0xtest.wire.Plane;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A fleet whose hops get lost: draws each hop, and gives a destination up after two errors in a row as runners do. Its pairs
 * can be broken, and its nodes silent.
 */
public final class FleetModel {
    public static final Scope SCOPE = new Scope(new NetworkName("prod"), Plane.RAW);
    static final long MINUTE = 60_000;
    private static final long RUN_MS = 4_000;
    private static final String BUSY = "busy with run 0123abcd of coordinator 89ef4567";

    private final List<NodeLabel> nodes;
    private final SplittableRandom random;
    private final double loss;
    private int runs;
    private @Nullable EndedRun healthy;

    /** Pairs of which no hop arrives. */
    public final Set<Pair> broken = new HashSet<>();

    /** Pairs of which no hop arrives for no reason that a network can have: what comes back the other way is proven. */
    final Set<Pair> odd = new HashSet<>();

    /** Nodes whose runners do not answer. */
    public final Set<NodeLabel> silent = new HashSet<>();

    /** Nodes whose runners answer that they are busy with another run. */
    final Set<NodeLabel> busy = new HashSet<>();

    /** {@code loss}: the share of hops that get lost. */
    public FleetModel(int nodes, double loss, SplittableRandom random) {
        this.nodes = IntStream.range(0, nodes)
                .mapToObj(node -> new NodeLabel("n" + node))
                .toList();
        this.loss = loss;
        this.random = random;
    }

    public List<NodeLabel> nodes() {
        return nodes;
    }

    static Pair pair(String src, String dst) {
        return new Pair(new NodeLabel(src), new NodeLabel(dst));
    }

    /** Breaks one direction. */
    public void breakPair(String src, String dst) {
        broken.add(pair(src, dst));
    }

    /** Breaks all pairs from and to a node. */
    void breakNode(String label) {
        NodeLabel node = new NodeLabel(label);
        all().stream()
                .filter(pair -> pair.src().equals(node) || pair.dst().equals(node))
                .forEach(broken::add);
    }

    /** Every ordered pair. */
    public List<Pair> all() {
        List<Pair> pairs = new ArrayList<>();
        nodes.forEach(
                src -> nodes.stream().filter(dst -> !dst.equals(src)).forEach(dst -> pairs.add(new Pair(src, dst))));
        return pairs;
    }

    /** The id of the run that is made next. */
    public String nextRunId() {
        return id(runs + 1);
    }

    private static String id(int run) {
        return String.format("%032x", run);
    }

    /** A run of its own, also if all is proven. */
    public EndedRun run(RunKind kind, List<Pair> pairs, int samples, long endMs) {
        healthy = null;
        return run(kind, pairs, samples, endMs, null);
    }

    /** A round of all pairs that ends at this time. */
    EndedRun round(long endMs) {
        return run(RunKind.FULL, all(), 1, endMs, null);
    }

    /** A round of these pairs. */
    EndedRun round(List<Pair> pairs, long endMs) {
        return run(RunKind.ROTATION, pairs, 1, endMs, null);
    }

    EndedRun focus(Focus focus, long endMs) {
        return run(RunKind.FOCUS, focus.pairs(), focus.samples(), endMs, null);
    }

    /** A round in which all is proven, and a node has a cause that breaks nothing. */
    EndedRun odd(long endMs, String label, Cause.Severity severity) {
        healthy = null;
        EndedRun run = round(endMs);
        healthy = null;
        Cause cause = new Cause(
                "c1",
                severity == Cause.Severity.SLOW ? CauseKind.SLOW : CauseKind.CLOCK,
                new Subject.Node(new NodeLabel(label)),
                null,
                severity,
                3,
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
        Causes causes = new Causes(Causes.Status.NAMED, List.of(cause), List.of());
        return new EndedRun(SCOPE, run.kind(), run.schedule(), run.startedMs(), endMs, run.report(), causes);
    }

    /** A round whose anchor could not be used. */
    EndedRun unjudged(long endMs) {
        List<CellReport> cells = all().stream()
                .map(pair -> CellReport.notRun(pair.src(), pair.dst(), "not tried"))
                .toList();
        return ended(RunKind.FULL, cells, 1, endMs, Ending.noAnchor("x0xd at 127.0.0.1:12700 does not answer"));
    }

    private EndedRun run(RunKind kind, List<Pair> pairs, int samples, long endMs, @Nullable Ending ending) {
        List<CellReport> cells = pairs.stream().map(pair -> cell(pair, samples)).toList();
        EndedRun same = healthy;
        boolean proven = kind == RunKind.FULL && cells.stream().allMatch(CellReport::proven);
        if (proven && same != null) {
            // Most rounds of a month are alike: to find no causes in them once is enough.
            return new EndedRun(SCOPE, kind, "full", endMs - RUN_MS, endMs, same.report(), same.causes());
        }
        EndedRun run = ended(kind, cells, samples, endMs, ending);
        healthy = proven ? run : same;
        return run;
    }

    private EndedRun ended(RunKind kind, List<CellReport> cells, int samples, long endMs, @Nullable Ending ending) {
        Report report = Report.of(
                        id(++runs),
                        SCOPE.plane(),
                        new Report.Scope(
                                kind == RunKind.FULL ? Report.Scope.ALL_PAIRS : "pairs",
                                cells.size(),
                                samples,
                                List.of()),
                        new AnchorReport(
                                nodes.get(0), "http://127.0.0.1:12700", id(nodes.get(0)), "b".repeat(64), "0.48.1", 1),
                        nodes.stream().map(this::entry).toList(),
                        cells,
                        0,
                        new Report.Timing(1, 1, 1, 1),
                        ending,
                        Map.of(),
                        List.of(),
                        1,
                        null)
                .with(facts());
        return new EndedRun(SCOPE, kind, "full", endMs - RUN_MS, endMs, report, Causes.of(report));
    }

    /** What a run learns of silent nodes: messages that are sent to find out reach none. */
    private List<Fact> facts() {
        List<Fact> facts = new ArrayList<>();
        for (NodeLabel gone : silent) {
            nodes.stream().filter(node -> !silent.contains(node)).limit(3).forEach(node -> {
                facts.add(Fact.of(node, gone, Fact.Source.PROBE, Fact.REACHED, 0, 0));
                facts.add(Fact.of(node, gone, Fact.Source.PROBE, Fact.REACHED_MS, 10_000, 0));
            });
        }
        return facts;
    }

    private static AgentId id(NodeLabel node) {
        return new AgentId(String.format("%064x", 0xA0000000L + node.text().hashCode()));
    }

    private RosterEntry entry(NodeLabel node) {
        boolean gone = silent.contains(node);
        String state = busy.contains(node) ? BUSY : RosterEntry.READY;
        return new RosterEntry(
                node,
                id(node),
                "b".repeat(64),
                true,
                gone ? null : "x0xtest-runner/0.1.0",
                "0.48.1",
                gone ? "no answer to discovery in 4 s" : state,
                "dm",
                "raw");
    }

    private CellReport cell(Pair pair, int samples) {
        if (silent.contains(pair.src()) || silent.contains(pair.dst())) {
            return CellReport.notRun(pair.src(), pair.dst(), "destination not ready: no answer to discovery in 4 s");
        }
        if (busy.contains(pair.src()) || busy.contains(pair.dst())) {
            return CellReport.notRun(pair.src(), pair.dst(), "destination not ready: " + BUSY);
        }
        // Where packets are dropped one way, acknowledgements are too: what goes the other way arrives, and its sender
        // is told an error.
        boolean unheard = broken.contains(Measured.mirror(pair)) && !broken.contains(pair);
        CellOutcome failure = unheard ? CellOutcome.UNACKED : CellOutcome.REFUSED;
        Map<CellOutcome, Integer> outcomes = new EnumMap<>(CellOutcome.class);
        int inARow = 0;
        for (int sample = 0; sample < samples; sample++) {
            boolean lost = unheard || broken.contains(pair) || odd.contains(pair) || random.nextDouble() < loss;
            boolean given = inARow >= 2;
            outcomes.merge(given ? CellOutcome.NOT_RUN : lost ? failure : CellOutcome.PROVEN, 1, Integer::sum);
            inARow = given ? inARow : lost ? inARow + 1 : 0;
        }
        boolean failed = outcomes.containsKey(failure);
        return new CellReport(
                pair.src(),
                pair.dst(),
                failed ? failure : CellOutcome.PROVEN,
                failed ? "the daemon answered 504 timeout" : null,
                failed ? "504 timeout" : null,
                failed ? null : "raw_quic_acked",
                samples == 1 ? Map.of() : outcomes,
                samples,
                3L,
                !failed,
                0,
                List.of(),
                new CellReport.Evidence(
                        failed ? "error 504 timeout after 10012 ms" : "ok by raw_quic_acked in 3 ms",
                        failed && !unheard ? "did not see it" : "saw it",
                        CellReport.Evidence.COVERED,
                        "raw",
                        List.of("req")));
    }
}
