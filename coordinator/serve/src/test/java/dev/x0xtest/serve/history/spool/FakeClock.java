package dev.x0xtest.serve.history.spool;

import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until it is set forward. */
final class FakeClock implements InstantSource {
    private long nowMs = 1_772_323_200_000L;

    void forward(long ms) {
        nowMs += ms;
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(nowMs);
    }
}
