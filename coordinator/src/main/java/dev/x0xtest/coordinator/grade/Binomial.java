package dev.x0xtest.coordinator.grade;

/** The binomial distribution: chances of losses among samples that are lost independently of each other. */
final class Binomial {
    private static final int STEPS = 60;

    private Binomial() {}

    /** The chance of at most {@code lost} losses in {@code sent} samples of which each is lost with this chance. */
    static double atMost(int lost, int sent, double chance) {
        if (lost >= sent || chance <= 0) {
            return 1;
        }
        if (lost < 0 || chance >= 1) {
            return 0;
        }
        double odds = Math.log(chance) - Math.log1p(-chance);
        double term = sent * Math.log1p(-chance);
        double sum = Math.exp(term);
        for (int k = 1; k <= lost; k++) {
            term += Math.log((double) (sent - k + 1) / k) + odds;
            sum += Math.exp(term);
        }
        return Math.min(1, sum);
    }

    /** The chance of at least {@code lost} losses. */
    static double atLeast(int lost, int sent, double chance) {
        return 1 - atMost(lost - 1, sent, chance);
    }

    /** For which loss the chance of at most {@code lost} losses is {@code wanted}; it falls as the loss grows. */
    static double lossFor(int lost, int sent, double wanted) {
        double low = 0;
        double high = 1;
        for (int step = 0; step < STEPS; step++) {
            double middle = (low + high) / 2;
            if (atMost(lost, sent, middle) > wanted) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }
}
