package dev.x0xtest.coordinator.grade;

/**
 * Grades the pairs of one run by Wald's sequential probability ratio test, read once, at the end of the run: does a pair
 * lose messages at the rate {@link #P0}, as a healthy one may, or at the rate {@link #P1}?
 *
 * <p>The chance of a false grade is at most {@link #alpha} for each pair, so that a run with any number of pairs has
 * {@value #FALSE_GRADES} false grades at most on average: FLAKY or DOWN for a loss of {@code P0} or less, or UP for a loss of
 * {@code P1} or more. That holds whenever the run ends, because the bounds are {@code ln(1/alpha)}: Ville's inequality. It
 * counts on samples that are lost independently of each other.
 */
public final class Grading {
    /** The loss of a healthy pair, as a share of its samples: at most this. */
    public static final double P0 = 0.001;

    /** The loss of a pair that is not up, as a share of its samples: at least this. */
    public static final double P1 = 0.1;

    /** False grades that a whole run may have on average. */
    public static final double FALSE_GRADES = 0.1;

    private static final double PER_LOST = Math.log(P1 / P0);
    private static final double PER_PROVEN = Math.log((1 - P1) / (1 - P0));
    /** A ratio that equals the bound but for rounding reaches it. */
    private static final double ROUNDING = 1e-9;

    private final double alpha;
    private final double bound;

    private Grading(double alpha) {
        this.alpha = alpha;
        this.bound = -Math.log(alpha) - ROUNDING;
    }

    /** For a run with this many pairs. */
    public static Grading of(int pairs) {
        return new Grading(FALSE_GRADES / Math.max(1, pairs));
    }

    /** The chance of a false grade, for each pair. */
    public double alpha() {
        return alpha;
    }

    /**
     * The grade of a pair.
     *
     * @param sent samples that were observed: proven or refuted. What was not observed is neither
     * @param lost how many of them were refuted
     */
    public Grade grade(int sent, int lost) {
        double ratio = lost * PER_LOST + (sent - lost) * PER_PROVEN;
        if (ratio >= bound) {
            return lost == sent ? Grade.DOWN : Grade.FLAKY;
        }
        return ratio <= -bound ? Grade.UP : Grade.UNKNOWN;
    }

    /** How many samples without a loss show that a pair is up. */
    public int samplesForUp() {
        return (int) Math.ceil(bound / -PER_PROVEN);
    }
}
