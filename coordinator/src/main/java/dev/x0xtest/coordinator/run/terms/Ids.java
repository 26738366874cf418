package dev.x0xtest.coordinator.run.terms;

import java.util.SplittableRandom;
import java.util.UUID;

/** The ids of a run's commands: random-looking UUIDs (version 4), the same for the same seed. They are no secret. */
public final class Ids {
    private final SplittableRandom random;

    public Ids(long seed) {
        this.random = new SplittableRandom(seed);
    }

    public String next() {
        long high = (random.nextLong() & ~0xF000L) | 0x4000L;
        long low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low).toString();
    }
}
