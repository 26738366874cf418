package dev.x0xtest.runner.ledger;

/** How this runner hung on to its daemon's stream of direct messages. Pure. */
public final class AttachmentLog {
    private static final long NANOS_PER_MS = 1_000_000L;

    private boolean attached;
    private long generation;
    private long gaps;
    private long sinceNanos;
    private long sinceMs;
    private long unparsed;

    public void attached(long nowNanos, long wallMs) {
        attached = true;
        generation++;
        sinceNanos = nowNanos;
        sinceMs = wallMs;
    }

    /** Lost, or not yet there; only a loss is a gap. */
    public void detached() {
        if (attached) {
            gaps++;
        }
        attached = false;
    }

    /** Something arrived that could not be read and might have been a hop. */
    public void unparsed() {
        unparsed++;
    }

    public boolean isAttached() {
        return attached;
    }

    public long generation() {
        return generation;
    }

    public Snapshot snapshot(long nowNanos) {
        long ageMs = generation == 0 ? 0 : (nowNanos - sinceNanos) / NANOS_PER_MS;
        return new Snapshot(attached, generation, sinceMs, ageMs, gaps, unparsed);
    }

    /**
     * As of now.
     *
     * @param generation raised by each (re)attachment; 0 before the first
     * @param sinceMs wall clock of the last attachment, ms since 1970; for display
     * @param ageMs since the last attachment, monotonic
     */
    public record Snapshot(boolean attached, long generation, long sinceMs, long ageMs, long gaps, long unparsed) {}
}
