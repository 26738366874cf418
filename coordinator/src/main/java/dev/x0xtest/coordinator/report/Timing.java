package dev.x0xtest.coordinator.report;

/** How long the parts of a run took on the coordinator's monotonic clock; 0 for a part that was not reached. */
public record Timing(long discoverMs, long readyMs, long matrixMs, long totalMs) {
    public static final Timing NONE = new Timing(0, 0, 0, 0);

    public Timing {
        if (discoverMs < 0 || readyMs < 0 || matrixMs < 0 || totalMs < 0) {
            throw new IllegalArgumentException("a duration is negative");
        }
    }
}
