package dev.x0xtest.local.simulation;

import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.local.simulation.fault.Fault;
import dev.x0xtest.local.simulation.fault.Fault.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A drawn fleet, what its report named, and how that compares.
 *
 * @param expected the faults of the fleet that left a trace in its report
 * @param exact whether the very faults were named
 * @param blamed what was named and is not to blame
 */
record Judged(
        FleetDraw draw,
        Named named,
        List<Fault> expected,
        Judged.Result result,
        boolean exact,
        List<Named.One> blamed) {
    /** How good the answer is. */
    enum Result {
        /** The faults, or a set that predicts the same class for every cell. */
        RIGHT,
        UNDECIDED,
        WRONG
    }

    static Judged of(FleetDraw draw, Report report) {
        Named named = Named.of(report, draw.world().near());
        int nodes = draw.nodes();
        Map<String, Boolean> proven = new HashMap<>();
        for (CellReport cell : report.cells()) {
            proven.put(cell.src().text() + ">" + cell.dst().text(), cell.proven());
        }
        List<Fault> expected = draw.world().faults().stream()
                .filter(fault -> traced(fault, draw, proven))
                .toList();
        List<Fault> said = named.causes().stream()
                .map(Named.One::fault)
                .filter(Objects::nonNull)
                .toList();
        boolean known = said.size() == named.causes().size();
        boolean exact = known && plain(said).equals(plain(expected));
        boolean same = known
                && (exact
                        || Prediction.of(said, nodes, draw.payload())
                                .equals(Prediction.of(expected, nodes, draw.payload())));
        List<Named.One> blamed = new ArrayList<>();
        if (!named.undecided() && !same) {
            named.causes().stream()
                    .filter(one -> draw.world().faults().stream().noneMatch(fault -> covers(fault, one)))
                    .forEach(blamed::add);
        }
        Result result = named.undecided() ? Result.UNDECIDED : same ? Result.RIGHT : Result.WRONG;
        return new Judged(draw, named, expected, result, exact, blamed);
    }

    /** Without their moments, and a link in both directions from the lower node to the higher one. */
    private static Set<Fault> plain(List<Fault> faults) {
        Set<Fault> plain = new HashSet<>();
        for (Fault fault : faults) {
            int low = Math.min(fault.node(), fault.other());
            int high = Math.max(fault.node(), fault.other());
            plain.add(fault.kind() == Kind.LINK_BOTH ? Fault.of(Kind.LINK_BOTH, low, high) : fault.beginning(null));
        }
        return plain;
    }

    /**
     * Whether a fault shows in a report. One that began when its hops were over does not, and neither does a restart or a
     * crowded queue that cost no hop.
     */
    private static boolean traced(Fault fault, FleetDraw draw, Map<String, Boolean> proven) {
        int nodes = draw.nodes();
        boolean marked = Prediction.MARKED.contains(fault.kind());
        if (marked && fault.kind() != Kind.RESTARTED && fault.kind() != Kind.OVERLOADED) {
            return true;
        }
        String alone = Prediction.of(List.of(fault), nodes, draw.payload()).classes();
        List<Fault> others = draw.world().faults().stream()
                .filter(other -> !other.equals(fault))
                .toList();
        String without = Prediction.of(others, nodes, draw.payload()).classes();
        for (int src = 0; src < nodes; src++) {
            for (int dst = 0; dst < nodes; dst++) {
                boolean touched =
                        marked ? src == fault.node() || dst == fault.node() : alone.charAt(src * nodes + dst) != 'p';
                if (src != dst
                        && touched
                        && without.charAt(src * nodes + dst) == 'p'
                        && !proven.getOrDefault(
                                Named.label(src).text() + ">" + Named.label(dst).text(), false)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether a fault is a reason to blame what was named: the node itself, or a link of the node. */
    private static boolean covers(Fault fault, Named.One one) {
        Fault said = one.fault();
        if (said == null) {
            return false;
        }
        if (fault.kind() == Kind.CUT) {
            return said.other() >= 0
                    ? (said.node() < fault.node()) != (said.other() < fault.node())
                    : said.kind() == Kind.CUT || said.node() >= fault.node();
        }
        if (fault.other() < 0) {
            return said.kind() != Kind.CUT && (said.node() == fault.node() || said.other() == fault.node());
        }
        return said.other() >= 0 && Set.of(said.node(), said.other()).equals(Set.of(fault.node(), fault.other()));
    }

    @Override
    public String toString() {
        return result + (blamed.isEmpty() ? "" : " BLAME") + " " + draw
                + (expected.size() == draw.world().faults().size() ? "" : " traced=" + expected)
                + " said=" + named.status()
                + " " + named.causes().stream().map(Named.One::text).toList();
    }
}
