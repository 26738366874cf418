package dev.x0xtest.coordinator.report;

import dev.x0xtest.cli.ExitCode;
import dev.x0xtest.coordinator.grade.Tolerance;
import dev.x0xtest.coordinator.latency.HopTimes;
import dev.x0xtest.coordinator.report.fact.Fact;
import dev.x0xtest.wire.NodeLabel;
import dev.x0xtest.wire.Plane;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that a run says at its end. The accounting is closed: the constructor refuses a report whose cells are not
 * exactly the declared ones, or whose totals, verdict or exit code do not follow from them.
 *
 * @param anchor null when the anchor never answered
 * @param ending why the run ended before its last pair was decided; null: it did not
 * @param counters what else was counted, such as strangers ignored or frames that could not be read
 * @param warnings what to know of the fleet before the figures, a line each; no pair is judged by them
 * @param epochs how often the run was opened: 1, and one more for each interruption after which samples were left unsent
 * @param facts what was learned of the nodes beside the cells
 * @param origin when, where and how it was started; null: unknown, as for journals of earlier builds
 */
public record Report(
        String runId,
        Verdict verdict,
        ExitCode exitCode,
        Plane plane,
        Report.Scope scope,
        @Nullable AnchorReport anchor,
        List<RosterEntry> roster,
        Totals totals,
        List<CellReport> cells,
        Report.Timing timing,
        @Nullable Ending ending,
        Map<String, Long> counters,
        List<String> warnings,
        int epochs,
        List<Fact> facts,
        @Nullable Origin origin) {
    public static final String INTERRUPTED = "interrupted";
    public static final String TERMINATED = "terminated";
    /** The reason of a run that a person has cancelled after its coordinator was gone. */
    public static final String CANCELLED = "cancelled";
    /** The reason of a run whose terminal is gone. */
    public static final String HUNG_UP = "hung up";
    /** Begins the reason of a run that ended by a defect of ours. */
    public static final String INTERNAL = "internal fault";

    public Report {
        roster = RosterView.of(roster);
        cells = CellView.fixed(cells);
        counters = Collections.unmodifiableMap(new TreeMap<>(counters));
        warnings = List.copyOf(warnings);
        facts = List.copyOf(facts);
        Accounting.check(scope, roster, cells);
        if (!totals.equals(Totals.of(cells, totals.controlDms(), tolerance(scope))) || verdict != Verdict.of(totals)) {
            throw new IllegalArgumentException("totals or verdict do not follow from the cells");
        }
        if (epochs < 1) {
            throw new IllegalArgumentException("a run has at least one epoch, not " + epochs);
        }
        if (exitCode != exitCode(verdict, ending)) {
            throw new IllegalArgumentException("exit code " + exitCode + " for a run that is " + verdict);
        }
    }

    /** Derives totals, verdict and exit code; there are no facts. */
    public static Report of(
            String runId,
            Plane plane,
            Scope scope,
            @Nullable AnchorReport anchor,
            List<RosterEntry> roster,
            List<CellReport> cells,
            int controlDms,
            Timing timing,
            @Nullable Ending ending,
            Map<String, Long> counters,
            List<String> warnings,
            int epochs,
            @Nullable Origin origin) {
        Totals totals = Totals.of(cells, controlDms, tolerance(scope));
        Verdict verdict = Verdict.of(totals);
        return new Report(
                runId,
                verdict,
                exitCode(verdict, ending),
                plane,
                scope,
                anchor,
                roster,
                totals,
                cells,
                timing,
                ending,
                counters,
                warnings,
                epochs,
                List.of(),
                origin);
    }

    /** This run with these facts. */
    public Report with(List<Fact> known) {
        return new Report(
                runId, verdict, exitCode, plane, scope, anchor, roster, totals, cells, timing, ending, counters,
                warnings, epochs, known, origin);
    }

    /** This run with another end. If that is a failed test bed, no pair is refuted. */
    public Report endedBy(Ending other) {
        return of(
                        runId,
                        plane,
                        scope,
                        anchor,
                        roster,
                        CellView.of(this, cell -> cell.under(other)),
                        totals.controlDms(),
                        timing,
                        other,
                        counters,
                        warnings,
                        epochs,
                        origin)
                .with(facts);
    }

    private static @Nullable Tolerance tolerance(Scope scope) {
        Double loss = scope.toleratedLoss();
        return loss == null ? null : new Tolerance(loss, scope.declaredCells());
    }

    /** The loss that a person tolerates on purpose; null: none. */
    @Nullable
    public Tolerance tolerance() {
        return tolerance(scope);
    }

    private static ExitCode exitCode(Verdict verdict, @Nullable Ending ending) {
        return ending == null ? verdict.exitCode() : ending.exitCode(verdict);
    }

    /** Why the run was cut short, in one line; null: it was not. A run that its deadline ended was not. */
    @Nullable
    public String partial() {
        return ending == null || ending.cause() == Ending.Cause.DEADLINE ? null : ending.reason();
    }

    /** The times of the hops of the cell at this place; empty: unknown. */
    public List<HopTimes> times(int place) {
        return cells instanceof CellView view ? view.times(place) : List.of();
    }

    public Optional<RosterEntry> entry(NodeLabel node) {
        return RosterView.find(roster, node);
    }

    /** The nodes asked for, in the order of the roster. */
    public List<NodeLabel> asked() {
        Set<NodeLabel> excluded = Set.copyOf(scope.excluded());
        return roster.stream()
                .map(RosterEntry::node)
                .filter(node -> !excluded.contains(node))
                .toList();
    }

    /**
     * The nodes that were measured, in the order of the roster: the axes of the matrix. A sparse run may have no pair of a node
     * that was asked for.
     */
    public List<NodeLabel> nodes() {
        if (!scope.isSparse()) {
            return asked();
        }
        Set<NodeLabel> measured = new HashSet<>();
        for (CellReport cell : cells) {
            measured.add(cell.src());
            measured.add(cell.dst());
        }
        return asked().stream().filter(measured::contains).toList();
    }

    /** All ordered pairs of the nodes asked for; a sparse run measures some of them. */
    public int possiblePairs() {
        int nodes = asked().size();
        return nodes * (nodes - 1);
    }

    /** Whether its nodes say more than one version of x0xd. */
    public boolean mixedDaemons() {
        return roster.stream()
                        .map(RosterEntry::x0xd)
                        .filter(version -> version != null && !version.isEmpty())
                        .distinct()
                        .count()
                > 1;
    }

    /**
     * What a run set out to measure, fixed before its first message.
     *
     * @param kind {@value #ALL_PAIRS}: every ordered pair of the nodes asked for; {@value #SPARSE}: some of them
     * @param samples hops of each cell; it takes the worst of them
     * @param excluded nodes that a person took out of the denominator by name
     * @param sizes random bytes of the hops, ascending; empty: unknown, as for journals of earlier builds
     * @param toleratedLoss share of the samples of a pair that may be lost without failing the run; null: none
     */
    public record Scope(
            String kind,
            int declaredCells,
            int samples,
            List<NodeLabel> excluded,
            List<Integer> sizes,
            @Nullable Double toleratedLoss) {
        public static final String ALL_PAIRS = "all-pairs";
        public static final String SPARSE = "sparse";
        /** Random bytes of a hop that fits, with all that is around them, into one packet of any path. */
        private static final int ONE_PACKET = 500;

        public Scope {
            excluded = List.copyOf(excluded);
            sizes = List.copyOf(sizes);
            if (declaredCells < 0 || samples < 1) {
                throw new IllegalArgumentException(
                        "a scope cannot declare " + declaredCells + " cells of " + samples + " samples");
            }
        }

        /** A scope with unknown sizes. */
        public Scope(String kind, int declaredCells, int samples, List<NodeLabel> excluded) {
            this(kind, declaredCells, samples, excluded, List.of(), null);
        }

        /** Whether every hop needs more than one packet on some paths; false where the sizes are unknown. */
        public boolean largeOnly() {
            return !sizes.isEmpty() && sizes.get(0) > ONE_PACKET;
        }

        /** This scope with the sizes of its hops. */
        public Scope sized(List<Integer> bytes) {
            return new Scope(kind, declaredCells, samples, excluded, bytes, toleratedLoss);
        }

        /** This scope with a tolerated loss; null: none. */
        public Scope tolerating(@Nullable Double loss) {
            return new Scope(kind, declaredCells, samples, excluded, sizes, loss);
        }

        /** This scope with the excluded nodes under other names. */
        public Scope excluding(List<NodeLabel> renamed) {
            return new Scope(kind, declaredCells, samples, renamed, sizes, toleratedLoss);
        }

        /** That many pairs, chosen before the run. */
        public static Scope sparse(int pairs, int samples, List<NodeLabel> excluded) {
            return new Scope(SPARSE, pairs, samples, excluded);
        }

        /** Whether some pairs of the nodes asked for are not measured. */
        public boolean isSparse() {
            return kind.equals(SPARSE);
        }

        /** Every ordered pair of that many nodes; the excluded ones are not among them. */
        public static Scope allPairs(int nodes, int samples, List<NodeLabel> excluded) {
            return new Scope(ALL_PAIRS, nodes * (nodes - 1), samples, excluded);
        }
    }

    /**
     * How long the phases of a run took on the coordinator's monotonic clock, in ms. They follow each other without gaps,
     * so they add up to the total; a phase that was not reached took 0. docs/glossary.md defines them.
     *
     * @param connectMs until the anchor's daemon answered
     * @param discoverMs until no search for a runner held the measuring up any more
     * @param readyMs until the first hops could be sent
     * @param matrixMs until the end
     */
    public record Timing(long connectMs, long discoverMs, long readyMs, long matrixMs) {
        static final Timing NONE = new Timing(0, 0, 0, 0);

        public Timing {
            if (connectMs < 0 || discoverMs < 0 || readyMs < 0 || matrixMs < 0) {
                throw new IllegalArgumentException("a duration is negative");
            }
        }

        public long totalMs() {
            return connectMs + discoverMs + readyMs + matrixMs;
        }
    }
}
