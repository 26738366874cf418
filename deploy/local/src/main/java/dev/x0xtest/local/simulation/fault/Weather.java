package dev.x0xtest.local.simulation.fault;

import java.util.SplittableRandom;

/**
 * What an ordinary network adds to the way of a message: packets that are lost and sent again, and now and then a long
 * wait. Confined to one thread.
 */
public final class Weather {
    private static final int PACKET_BYTES = 1_200;
    /** QUIC sends again after one and a half round trips and the longest delay of an acknowledgement. */
    private static final long ACK_DELAY_NANOS = 25_000_000L;

    private static final long TAIL_NANOS = 80_000_000L;

    private final long seed;
    private final double mostLoss;
    private final double tails;
    private final SplittableRandom random;
    private long lost;

    /**
     * A network of this kind.
     *
     * @param mostLoss share of packets that the worst link loses
     * @param tails share of messages that wait for long
     */
    public Weather(long seed, double mostLoss, double tails) {
        this.seed = seed;
        this.mostLoss = mostLoss;
        this.tails = tails;
        this.random = new SplittableRandom(seed);
    }

    /** Packets that were lost so far. */
    public long lost() {
        return lost;
    }

    /** Adds nothing. */
    public static Weather fine() {
        return new Weather(0, 0, 0);
    }

    /** The share of packets that a link loses: drawn once per ordered pair, mostly little. */
    double loss(int from, int to) {
        if (mostLoss == 0) {
            return 0;
        }
        double drawn = new SplittableRandom(seed ^ (from * 4_099L + to + 1) * 0x9E3779B97F4A7C15L).nextDouble();
        return mostLoss * drawn * drawn;
    }

    /**
     * How much later a message arrives, in ns.
     *
     * @param hosts share of packets that the two hosts lose beside what the link loses
     */
    public long delayNanos(int from, int to, int bytes, long roundTripNanos, double hosts) {
        if (from == to || (mostLoss == 0 && tails == 0 && hosts == 0)) {
            return 0;
        }
        double loss = 1 - (1 - loss(from, to)) * (1 - hosts);
        long timeoutNanos = roundTripNanos * 3 / 2 + ACK_DELAY_NANOS;
        long latest = 0;
        for (int packet = 0; packet <= bytes / PACKET_BYTES; packet++) {
            long waited = 0;
            long wait = timeoutNanos;
            double all = loss;
            while (random.nextDouble() < all) {
                waited += wait;
                lost++;
                wait *= 2;
                // From then on QUIC sends two packets at a time.
                all = loss * loss;
            }
            latest = Math.max(latest, waited);
        }
        boolean tail = random.nextDouble() < tails;
        return latest + (tail ? (long) (-TAIL_NANOS * Math.log(1 - random.nextDouble())) : 0);
    }
}
