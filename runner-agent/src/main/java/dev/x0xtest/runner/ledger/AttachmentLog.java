package dev.x0xtest.runner.ledger;

/** History of the runner's attachment to its daemon's stream of direct messages. Pure. */
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

    /** The stream was lost; ignored if it was not attached. */
    public void detached() {
        if (attached) {
            gaps++;
        }
        attached = false;
    }

    /** A message that might be a hop could not be read. */
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
     * The state at one moment.
     *
     * @param generation number of the attachment, raised by each one; 0 before the first
     * @param sinceMs wall clock of the last attachment in ms since 1970, for display only
     * @param ageMs monotonic ms since the last attachment
     * @param gaps losses of the stream
     * @param unparsed messages that could not be read
     */
    public record Snapshot(boolean attached, long generation, long sinceMs, long ageMs, long gaps, long unparsed) {}
}
