package dev.x0xtest.serve.api.stream;

/**
 * Bounds the events about single pairs: a run of a large fleet has more of them than the ring holds, and would push out what
 * matters. Confined to one thread.
 */
final class CellQuota {
    private final int most;
    private String run = "";
    private int told;

    /** {@code most} of a run. */
    CellQuota(int most) {
        this.most = most;
    }

    /** Whether one more of this run may be told. */
    boolean admits(String ofRun) {
        if (!run.equals(ofRun)) {
            run = ofRun;
            told = 0;
        }
        return told++ < most;
    }
}
