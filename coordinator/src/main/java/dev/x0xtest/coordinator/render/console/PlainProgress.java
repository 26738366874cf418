package dev.x0xtest.coordinator.render.console;

import java.util.function.Consumer;

/** A line whenever another twentieth of the pairs is decided: at most twenty in all, the last at the end. */
final class PlainProgress implements Progress {
    private static final int STEPS = 20;

    private final Consumer<String> lines;
    private int shownSteps;

    PlainProgress(Consumer<String> lines) {
        this.lines = lines;
    }

    @Override
    public void advance(int pairs, int decided, int proven, int refuted) {
        int steps = pairs == 0 ? 0 : (int) ((long) decided * STEPS / pairs);
        if (steps > shownSteps) {
            shownSteps = steps;
            lines.accept(Progress.sentence(pairs, decided, proven, refuted));
        }
    }

    @Override
    public void note(String line) {
        lines.accept(line);
    }

    @Override
    public void close() {}
}
