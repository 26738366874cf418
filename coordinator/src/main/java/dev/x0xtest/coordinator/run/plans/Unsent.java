package dev.x0xtest.coordinator.run.plans;

import dev.x0xtest.coordinator.run.cell.Cell;
import dev.x0xtest.coordinator.run.node.NodeState;
import dev.x0xtest.coordinator.run.pairs.Matrix;
import dev.x0xtest.coordinator.run.plans.epoch.PlannedAttempt;
import dev.x0xtest.wire.Features;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What an interruption left unsent: attempts that a later epoch makes instead, or that count after all. */
final class Unsent {
    private final Matrix matrix;
    private final Map<Cell, PlannedAttempt> attempts = new LinkedHashMap<>();

    Unsent(Matrix matrix) {
        this.matrix = matrix;
    }

    /** Keeps an attempt for a later epoch; false: its ends cannot take part in one. */
    boolean keep(PlannedAttempt attempt) {
        Cell cell = attempt.cell();
        boolean able = mayGoOn(cell.source()) && mayGoOn(cell.destination());
        if (able) {
            attempts.put(cell, attempt);
        }
        return able;
    }

    private static boolean mayGoOn(NodeState node) {
        return node.can(Features.EPOCHS) && !node.abandoned();
    }

    /** The cells whose both ends are there now. */
    List<Cell> ready() {
        return attempts.keySet().stream()
                .filter(cell -> !cell.source().lost() && !cell.destination().lost())
                .toList();
    }

    /** These are tried now: the attempts that they are tried instead of count only if they cannot be. */
    Map<Cell, PlannedAttempt> take(List<Cell> cells) {
        Map<Cell, PlannedAttempt> taken = new LinkedHashMap<>();
        cells.forEach(cell -> {
            PlannedAttempt attempt = attempts.remove(cell);
            if (attempt != null) {
                taken.put(cell, attempt);
            }
        });
        return taken;
    }

    /** No later epoch will try these: they count, and the per-pair path may try their cells. */
    void giveUp(Predicate<Cell> which, long nowNanos) {
        List<Cell> cells = attempts.keySet().stream().filter(which).toList();
        take(cells).values().forEach(attempt -> count(attempt, nowNanos));
    }

    /** This attempt counts. */
    void count(PlannedAttempt attempt, long nowNanos) {
        if (!attempt.cell().decided() && attempt.cell().attempts().isEmpty()) {
            attempt.cell().add(attempt);
            matrix.judge(attempt, nowNanos);
        }
    }
}
