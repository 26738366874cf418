package dev.x0xtest.serve.schedule;

/** Compares two clocks from look to look, and tells when the wall clock jumped. Not thread-safe. */
final class Clocks {
    /** The clocks may differ by so much between two looks without a word: corrections of the clock are smaller. */
    private static final long STEP_MS = 5_000;

    private static final long NANOS_PER_MS = 1_000_000;

    private Now last;

    Clocks(Now first) {
        last = first;
    }

    /** By how many ms the wall clock jumped since the last look, negative: back; 0 where it did not. */
    long jump(Now now) {
        long stepMs = now.wallMs() - last.wallMs() - (now.nanos() - last.nanos()) / NANOS_PER_MS;
        last = now;
        return Math.abs(stepMs) > STEP_MS ? stepMs : 0;
    }
}
