package dev.x0xtest.coordinator.run.pairs;

/**
 * A congestion window for the commands in flight. It starts at 16 and grows by one with each answer. When an answer is
 * late it halves, and from then on grows by one for each window of answers. Without it a slow mesh gets retransmissions
 * on more expensive routes, becomes slower, and collapses.
 */
final class Window {
    private static final double START = 16;
    private static final double LEAST = 4;

    /** After halving, late answers to older commands are ignored for this long. */
    private static final long SETTLING_NANOS = 2_000_000_000L;

    private final double most;
    private double size;
    private long halvedNanos;
    private boolean halved;

    /** {@code most} is {@code --in-flight}. */
    Window(int most) {
        this.most = most;
        this.size = Math.min(START, most);
    }

    /** How many commands may be in flight now. */
    int size() {
        return (int) size;
    }

    /** A command was answered. */
    void answered() {
        size = Math.min(most, size + 1 / (halved ? size : 1));
    }

    /** A command was not answered in time and is sent again. */
    void unanswered(long nowNanos) {
        if (!halved || nowNanos - halvedNanos > SETTLING_NANOS) {
            halved = true;
            halvedNanos = nowNanos;
            size = Math.max(Math.min(LEAST, most), size / 2);
        }
    }
}
