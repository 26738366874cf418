package dev.x0xtest.local.simulation.fault;

import java.time.Duration;
import java.util.SplittableRandom;

/**
 * The round trips between hosts, drawn once per pair from a seed: within a quarter of the usual one, equal in both
 * directions. Every tenth host is far from all others.
 *
 * @param usual between two hosts that are not far
 */
public record RoundTrips(Duration usual, long seed) {
    private static final int FAR_EVERY = 10;
    private static final int FAR_TIMES = 5;

    /** Whether this host is far from all others; indexes count from 0. */
    public static boolean far(int host) {
        return host % FAR_EVERY == FAR_EVERY - 1;
    }

    /** From one host to the other; to the host itself at once. */
    public long oneWayNanos(int from, int to) {
        if (from == to) {
            return 0;
        }
        long halfNanos = usual.toNanos() / 2;
        if (far(from) || far(to)) {
            return FAR_TIMES * halfNanos;
        }
        long pair = ((long) Math.min(from, to) << Integer.SIZE) | Math.max(from, to);
        double share = new SplittableRandom(seed ^ pair * 0x9E3779B97F4A7C15L).nextDouble();
        return (long) (halfNanos * (0.75 + share / 2));
    }
}
