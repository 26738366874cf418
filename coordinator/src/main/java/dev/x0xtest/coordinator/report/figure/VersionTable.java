package dev.x0xtest.coordinator.report.figure;

import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.RosterEntry;
import dev.x0xtest.wire.NodeLabel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * How many pairs are proven from each version of x0xd to each other one. Every pair is in exactly one count.
 *
 * @param versions of sources and destinations; nodes that do not say theirs come last, as {@value #UNKNOWN}
 * @param counts a row for each source's version, a column for each destination's
 */
public record VersionTable(List<String> versions, List<List<Count>> counts) {
    /** A node whose version nobody knows. */
    public static final String UNKNOWN = "unknown";

    /** Versions beyond so many are one: a hostile fleet may have one for each node. */
    private static final int MOST = 8;

    private static final String OTHERS = "others";

    /** Pairs between two versions. */
    public record Count(int pairs, int proven) {}

    public VersionTable {
        versions = List.copyOf(versions);
        counts = counts.stream().map(List::copyOf).toList();
    }

    /** Of this run; empty unless its nodes say at least two versions. */
    public static Optional<VersionTable> of(Report report) {
        TreeSet<String> known = new TreeSet<>();
        Map<NodeLabel, String> version = new HashMap<>();
        for (NodeLabel node : report.nodes()) {
            String said = report.entry(node).map(RosterEntry::x0xd).orElse(null);
            if (said != null && !said.isEmpty()) {
                known.add(said);
                version.put(node, said);
            }
        }
        if (known.size() < 2) {
            return Optional.empty();
        }
        List<String> names = new ArrayList<>(known);
        if (known.size() > MOST) {
            names.subList(MOST - 1, names.size()).clear();
            names.add(OTHERS);
        }
        if (version.size() < report.nodes().size()) {
            names.add(UNKNOWN);
        }
        return Optional.of(new VersionTable(names, counts(report, names, version)));
    }

    private static List<List<Count>> counts(Report report, List<String> names, Map<NodeLabel, String> version) {
        int[][] pairs = new int[names.size()][names.size()];
        int[][] proven = new int[names.size()][names.size()];
        for (CellReport cell : report.cells()) {
            int row = place(names, version.getOrDefault(cell.src(), UNKNOWN));
            int column = place(names, version.getOrDefault(cell.dst(), UNKNOWN));
            pairs[row][column]++;
            proven[row][column] += cell.proven() ? 1 : 0;
        }
        List<List<Count>> counts = new ArrayList<>();
        for (int row = 0; row < pairs.length; row++) {
            List<Count> line = new ArrayList<>();
            for (int column = 0; column < pairs.length; column++) {
                line.add(new Count(pairs[row][column], proven[row][column]));
            }
            counts.add(line);
        }
        return counts;
    }

    private static int place(List<String> names, String version) {
        int place = names.indexOf(version);
        return place >= 0 ? place : names.indexOf(OTHERS);
    }
}
