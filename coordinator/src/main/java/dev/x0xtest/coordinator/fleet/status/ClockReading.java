package dev.x0xtest.coordinator.fleet.status;

/**
 * How far a host's wall clock is from ours, from one message each way.
 *
 * @param offsetUs theirs minus ours, in us
 * @param boundUs how wrong that can be, in us: half the round trip, and half a millisecond because they tell milliseconds
 */
public record ClockReading(long offsetUs, long boundUs) {
    private static final long HALF_MS = 500;

    /**
     * The reading of one exchange.
     *
     * @param sentUs our wall clock when the question left, in us since 1970
     * @param tookUs until the answer was here, in us
     * @param theirsMs their wall clock between the two, in ms since 1970
     */
    public static ClockReading of(long sentUs, long tookUs, long theirsMs) {
        return new ClockReading(theirsMs * 1_000 + HALF_MS - (sentUs + tookUs / 2), (tookUs + 1) / 2 + HALF_MS);
    }

    /** Whether it is off by more than this, even if the reading is as wrong as it can be. */
    boolean beyond(long mostUs) {
        return Math.abs(offsetUs) - boundUs > mostUs;
    }
}
