package dev.x0xtest.coordinator.run.pairs;

/**
 * How many commands may be under way in all: one more for every window full of answers, half of it when answers stay
 * out. Without it a slow mesh is asked again by ways that cost it more, answers later still, and collapses. Pure.
 */
final class Window {
    private static final double START = 16;
    private static final double LEAST = 4;

    /** What was sent before the window was halved still runs late; it is no further sign. */
    private static final long SETTLING_NANOS = 2_000_000_000L;

    private final double most;
    private double size;
    private long halvedNanos;
    private boolean halved;

    /** {@code most} is the bound that the person gave. */
    Window(int most) {
        this.most = most;
        this.size = Math.min(START, most);
    }

    int size() {
        return (int) size;
    }

    void answered() {
        size = Math.min(most, size + 1 / (halved ? size : 1));
    }

    /** A command that its runner should have answered by now has to be sent again. */
    void unanswered(long nowNanos) {
        if (!halved || nowNanos - halvedNanos > SETTLING_NANOS) {
            halved = true;
            halvedNanos = nowNanos;
            size = Math.max(Math.min(LEAST, most), size / 2);
        }
    }
}
