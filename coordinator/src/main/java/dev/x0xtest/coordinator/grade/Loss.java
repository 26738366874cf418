package dev.x0xtest.coordinator.grade;

/**
 * The loss of a pair in a run.
 *
 * @param sent samples that were observed: proven or refuted
 * @param lost how many of them were refuted
 * @param low the loss is at least this share, with a confidence of {@link #CONFIDENCE}
 * @param high the loss is at most this share, with the same confidence; 1 where nothing was observed
 */
public record Loss(int sent, int lost, double low, double high) {
    /** Of each of the two bounds by itself. */
    public static final double CONFIDENCE = 0.95;

    /** With the exact bounds of Clopper and Pearson. */
    public static Loss of(int sent, int lost) {
        if (lost < 0 || lost > sent) {
            throw new IllegalArgumentException(lost + " of " + sent + " samples cannot be lost");
        }
        if (lost == 0) {
            return new Loss(sent, 0, 0, sent == 0 ? 1 : -Math.expm1(Math.log1p(-CONFIDENCE) / sent));
        }
        double low = Binomial.lossFor(lost - 1, sent, CONFIDENCE);
        double high = lost == sent ? 1 : Binomial.lossFor(lost, sent, 1 - CONFIDENCE);
        return new Loss(sent, lost, low, high);
    }
}
