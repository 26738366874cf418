package dev.x0xtest.wire.plan;

/** All bounds of the plan protocol; all are ours. {@code docs/protocol.md}, section Limits, lists them. */
public final class PlanLimits {
    /** Nodes in a roster. */
    public static final int NODES = 2_000;

    /** Samples of a cell. */
    public static final int SAMPLES = 1_000;

    /** Samples up to which a plan may have any number of hops: earlier coordinators make such plans, and journals hold them. */
    public static final int SAMPLES_OF_ANY_ROW = 100;

    /** Hops of one row, of all samples: more entries of row and column do not fit {@link #INFLATED_BYTES} of a report. */
    public static final int ROW_HOPS = 3_500;

    /** Attempts of one sample. */
    public static final int ATTEMPTS = 10;

    /** Bytes of a hop's payload: with the hop's head it fits the 49,152 bytes that x0xd carries on every plane. */
    public static final int PAYLOAD_BYTES = 49_000;

    /** Different sizes of the payloads of one run. */
    public static final int SIZES = 8;

    /** Bytes of a plan or a report before compression. */
    public static final int INFLATED_BYTES = 1024 * 1024;

    /** Milliseconds of a deadline or a lease: one day. */
    public static final long DEADLINE_MS = 86_400_000L;

    private PlanLimits() {}
}
