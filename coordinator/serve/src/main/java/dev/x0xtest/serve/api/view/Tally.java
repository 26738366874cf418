package dev.x0xtest.serve.api.view;

import dev.x0xtest.serve.history.HistoryReader;

/**
 * Pairs of a matrix by class.
 *
 * @param unmeasured pairs that no run has measured yet
 */
public record Tally(int pairs, int proven, int refuted, int unobserved, int unmeasured) {
    /** All pairs. */
    public static Tally of(HistoryReader.Matrix matrix) {
        Tally all = new Tally(0, 0, 0, 0, 0);
        for (int node = 0; node < matrix.nodes().size(); node++) {
            all = all.plus(sent(matrix, node));
        }
        return all;
    }

    /** The pairs that a node sends. */
    static Tally sent(HistoryReader.Matrix matrix, int node) {
        Tally row = new Tally(0, 0, 0, 0, 0);
        for (int other = 0; other < matrix.nodes().size(); other++) {
            row = other == node ? row : row.plus(matrix.outcome()[node][other]);
        }
        return row;
    }

    /** The pairs that a node receives. */
    static Tally received(HistoryReader.Matrix matrix, int node) {
        Tally column = new Tally(0, 0, 0, 0, 0);
        for (int other = 0; other < matrix.nodes().size(); other++) {
            column = other == node ? column : column.plus(matrix.outcome()[other][node]);
        }
        return column;
    }

    private Tally plus(char outcome) {
        return new Tally(
                pairs + 1,
                proven + (outcome == 'p' ? 1 : 0),
                refuted + (outcome == 'r' ? 1 : 0),
                unobserved + (outcome == 'u' ? 1 : 0),
                unmeasured + (outcome == '.' ? 1 : 0));
    }

    private Tally plus(Tally other) {
        return new Tally(
                pairs + other.pairs,
                proven + other.proven,
                refuted + other.refuted,
                unobserved + other.unobserved,
                unmeasured + other.unmeasured);
    }
}
