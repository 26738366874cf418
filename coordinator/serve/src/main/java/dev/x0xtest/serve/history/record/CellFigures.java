package dev.x0xtest.serve.history.record;

/**
 * What a run, an hour or a day says of one pair.
 *
 * @param dst the destination: its place among the nodes of a run, or its series in a database
 * @param letter of the outcome as reports draw it; {@code p} or the worst class in a sum of several runs
 * @param outcome its class as the verdict counts it: {@code p} proven, {@code r} refuted, {@code u} unobserved
 * @param proven samples that were proven; so for the two that follow
 * @param p50Us median in microseconds; -1: no sample has a time
 * @param p90Us -1: fewer than ten samples have a time
 * @param maxUs -1 as {@code p50Us}
 */
public record CellFigures(
        int dst, char letter, char outcome, int proven, int refuted, int unobserved, int p50Us, int p90Us, int maxUs) {
    /** Classes in the order of their severity. */
    public static final String OUTCOMES = "pur";
    /** Letters of outcomes. New ones go to the end: blobs have their places. */
    public static final String LETTERS = "pLWACIRMNU";

    public CellFigures {
        if (dst < 0 || proven < 0 || refuted < 0 || unobserved < 0) {
            throw new IllegalArgumentException("no figures of a pair");
        }
        if (OUTCOMES.indexOf(outcome) < 0 || LETTERS.indexOf(letter) < 0) {
            throw new IllegalArgumentException("an unknown outcome of a pair");
        }
        if (p50Us < -1 || maxUs < p50Us || p90Us < -1 || p90Us > maxUs || (p90Us >= 0 && p90Us < p50Us)) {
            throw new IllegalArgumentException("times of a pair that are out of order");
        }
    }

    /** All samples. */
    public int samples() {
        return proven + refuted + unobserved;
    }

    /** The same of another destination. */
    public CellFigures to(int other) {
        return new CellFigures(other, letter, outcome, proven, refuted, unobserved, p50Us, p90Us, maxUs);
    }
}
