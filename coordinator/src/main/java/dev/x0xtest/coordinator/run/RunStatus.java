package dev.x0xtest.coordinator.run;

import dev.x0xtest.coordinator.run.node.NodeState;
import dev.x0xtest.wire.NodeLabel;
import java.util.List;
import java.util.stream.Collectors;

/** Says in one phrase what a run waits for: {@code waiting for tokyo (12 s of 30 s)}. Immutable. */
final class RunStatus {
    private static final int MOST_NAMED = 3;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private RunStatus() {}

    /** Names at most three nodes and counts the others. */
    static String names(List<NodeState> nodes) {
        String names = nodes.stream()
                .limit(MOST_NAMED)
                .map(NodeState::label)
                .map(NodeLabel::text)
                .collect(Collectors.joining(", "));
        return names + (nodes.size() > MOST_NAMED ? " and " + (nodes.size() - MOST_NAMED) + " more" : "");
    }

    /** A phrase with the seconds that have passed, and the seconds that may pass. */
    static String waiting(String what, long passedNanos, long limitNanos) {
        return "waiting for " + what + " (" + seconds(passedNanos) + " s of " + seconds(limitNanos) + " s)";
    }

    private static long seconds(long nanos) {
        return Math.max(0, nanos) / NANOS_PER_SECOND;
    }
}
