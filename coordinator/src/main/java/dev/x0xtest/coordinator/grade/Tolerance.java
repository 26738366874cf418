package dev.x0xtest.coordinator.grade;

import java.util.Optional;

/**
 * Whether a loss that is tolerated on purpose covers what a pair has lost ({@code --tolerate-loss}).
 *
 * @param loss the tolerated share of the samples of each pair, above 0 and below 1
 * @param pairs pairs of the run: the chance to call a pair with exactly this loss a failure is {@link Grading#alpha} of it
 */
public record Tolerance(double loss, int pairs) {
    /** What becomes of a pair that has lost samples. */
    public enum Ruling {
        /** Its loss is shown to exceed the tolerance, or nothing was delivered. */
        EXCEEDED,
        /** It delivered, and its loss is not shown to exceed the tolerance. */
        TOLERATED,
        /** The same, with so few samples that a single loss is more than the tolerance: nobody can tell. */
        UNDECIDED
    }

    public Tolerance {
        if (!(loss > 0 && loss < 1)) {
            throw new IllegalArgumentException("a loss of " + loss + " cannot be tolerated");
        }
    }

    /**
     * The ruling on a pair.
     *
     * @param sent samples that were observed: proven or refuted
     * @param lost how many of them were refuted, at least one
     */
    public Ruling ruling(int sent, int lost) {
        boolean exceeded =
                Binomial.atLeast(lost, sent, loss) <= Grading.of(pairs).alpha();
        if (exceeded || lost == sent) {
            return Ruling.EXCEEDED;
        }
        return sent < samples() ? Ruling.UNDECIDED : Ruling.TOLERATED;
    }

    /** How many observed samples a pair needs, so that one loss among them is within the tolerance. */
    public int samples() {
        return (int) Math.ceil(1 / loss - 1e-9);
    }

    /** What to tell somebody whose run has so few samples a pair that no loss can be tolerated; empty: it has enough. */
    public Optional<String> tooFew(int each) {
        return each >= samples()
                ? Optional.empty()
                : Optional.of("a loss of " + Share.text(loss) + " tolerated: that takes " + samples()
                        + " samples of a pair, and this run sends " + each
                        + ". A pair that loses one leaves it INCONCLUSIVE at best");
    }

    /** The most losses among this many samples that are not shown to exceed the tolerance. */
    public int mostLost(int sent) {
        int most = 0;
        while (most + 1 < sent && ruling(sent, most + 1) != Ruling.EXCEEDED) {
            most++;
        }
        return most;
    }
}
