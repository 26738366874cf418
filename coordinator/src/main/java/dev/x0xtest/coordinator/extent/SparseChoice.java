package dev.x0xtest.coordinator.extent;

import dev.x0xtest.cli.Suggestions;
import dev.x0xtest.cli.UsageException;
import dev.x0xtest.cli.options.Names;
import dev.x0xtest.coordinator.run.terms.DeclaredCells;
import dev.x0xtest.wire.NodeLabel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which pairs a person asks for, as typed.
 *
 * @param pairs each {@code a:b}; empty: none are named
 * @param outDegree {@code 8} or {@code 8@3}; null: it is not given
 */
public record SparseChoice(List<String> pairs, @Nullable String outDegree) {
    private static final String PAIRS = "--pairs";
    private static final String OUT_DEGREE = "--out-degree";
    private static final Pattern DEGREE = Pattern.compile("(\\d{1,4})(?:@(\\d{1,12}))?");

    /**
     * Of two options that exclude each other; at least one is given.
     *
     * @throws UsageException if both are, or if a value cannot be read: one clear line
     */
    public SparseChoice {
        pairs = Names.words(pairs);
        if (outDegree != null && !pairs.isEmpty()) {
            throw new UsageException(PAIRS + " and " + OUT_DEGREE
                    + " exclude each other: give the pairs themselves, or how many each node sends");
        }
        if (outDegree != null) {
            read(outDegree);
        }
        pairs.forEach(SparseChoice::ends);
    }

    /**
     * The pairs among the nodes of a run.
     *
     * @param cells the rows of a sparse run, as in {@code RunConfig}; null: all pairs
     * @param note one line for the person who asked; null: nothing to say
     */
    public record Chosen(
            @Nullable List<List<Integer>> cells, @Nullable String note) {}

    /**
     * What is chosen of these nodes.
     *
     * @param random gives a number from 0 up to, not including, its argument
     * @throws UsageException for a node that is not in the roster: one clear line
     */
    public Chosen of(List<NodeLabel> roster, IntUnaryOperator random) {
        String degree = outDegree;
        return degree == null ? named(roster) : rotated(roster.size(), read(degree), random);
    }

    private Chosen named(List<NodeLabel> roster) {
        List<DeclaredCells.Pair> known = new ArrayList<>();
        Set<DeclaredCells.Pair> seen = new HashSet<>();
        for (String text : pairs) {
            List<String> ends = ends(text);
            DeclaredCells.Pair pair = new DeclaredCells.Pair(node(ends.get(0), roster), node(ends.get(1), roster));
            if (pair.from().equals(pair.to())) {
                throw new UsageException(PAIRS + " " + text + ": a pair has two nodes");
            }
            if (!seen.add(pair)) {
                throw new UsageException(PAIRS + " names " + text + " twice");
            }
            known.add(pair);
        }
        DeclaredCells cells = DeclaredCells.of(roster, known);
        boolean all = cells.count() == roster.size() * (roster.size() - 1);
        return all ? new Chosen(null, PAIRS + " names every pair: a full matrix") : new Chosen(cells.rows(), null);
    }

    private static List<String> ends(String text) {
        String[] ends = text.split(":", -1);
        if (ends.length != 2 || ends[0].isEmpty() || ends[1].isEmpty()) {
            throw new UsageException(PAIRS + " takes pairs such as nyc:sfo, sender first, not " + Names.quote(text));
        }
        return List.of(ends);
    }

    private static NodeLabel node(String text, List<NodeLabel> roster) {
        NodeLabel label = Names.label(PAIRS, text);
        if (!roster.contains(label)) {
            String near = Suggestions.nearest(
                            label.text(), roster.stream().map(NodeLabel::text).toList())
                    .map(known -> "; did you mean " + known + "?")
                    .orElse("");
            throw new UsageException(PAIRS + ": " + label.text() + " is not a node of this run" + near);
        }
        return label;
    }

    /** {@code round} is null where none is given. */
    private record Degree(int each, @Nullable Long round) {}

    private static Degree read(String text) {
        Matcher read = DEGREE.matcher(text.strip());
        int each = read.matches() ? Integer.parseInt(read.group(1)) : 0;
        Long round = each > 0 && read.group(2) != null ? Long.valueOf(read.group(2)) : null;
        if (each == 0 || (round != null && round == 0)) {
            throw new UsageException(OUT_DEGREE
                    + " takes a number of destinations such as 8, or with the round of the rotation 8@3, both from 1, not "
                    + Names.quote(text));
        }
        return new Degree(each, round);
    }

    private static Chosen rotated(int nodes, Degree degree, IntUnaryOperator random) {
        if (degree.each() >= nodes - 1) {
            return new Chosen(
                    null,
                    OUT_DEGREE + " " + degree.each() + ": each of " + nodes + " nodes has " + (nodes - 1)
                            + " others, so this is a full matrix");
        }
        int rounds = DeclaredCells.rounds(nodes, degree.each());
        Long given = degree.round();
        long round = given == null ? 1 + random.applyAsInt(rounds) : given;
        String which =
                "round " + round + (given == null ? ", drawn by lot," : "") + " of the rotation: each node sends to "
                        + degree.each() + (degree.each() == 1 ? " other; " : " others; ") + rounds
                        + " rounds in a row have all pairs";
        return new Chosen(DeclaredCells.rotation(nodes, degree.each(), round).rows(), which);
    }
}
