package dev.x0xtest.coordinator.run;

import dev.x0xtest.coordinator.run.node.NodeState;
import dev.x0xtest.coordinator.run.node.Roster;
import dev.x0xtest.coordinator.run.terms.RunClock;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.wire.NodeLabel;
import java.util.List;
import java.util.stream.Collectors;

/** Says in one phrase what a run waits for: {@code waiting for tokyo (12 s of 30 s)}. */
public final class RunStatus {
    /** How long the anchor's daemon may take to answer and its streams to attach. */
    public static final int CONNECT_SECONDS = 10;

    private static final int MOST_NAMED = 3;

    private RunStatus() {}

    /** Before the anchor's daemon has answered. */
    static String connecting(RunConfig config, long nowNanos) {
        return waiting(config.anchor().text() + "'s x0xd", nowNanos, CONNECT_SECONDS * 1_000_000_000L);
    }

    /** What holds the run up: a lost anchor, nodes that are sought, not ready or silent, reports, single pairs. */
    static String of(RunConfig config, RunParts parts, AnchorHealth anchor, RunClock clock, long nowNanos) {
        Roster roster = parts.roster();
        long passed = nowNanos - clock.firstNanos();
        long deadline = config.limits().deadline().toNanos();
        Long lost = anchor.lostSinceNanos();
        if (lost != null) {
            return waiting(
                    config.anchor().text() + "'s x0xd, lost: " + anchor.lostReason() + ",",
                    nowNanos - lost,
                    deadline - (lost - clock.firstNanos()));
        }
        List<NodeState> sought = in(NodeState.Phase.SOUGHT, roster);
        if (!sought.isEmpty()) {
            return waiting(
                    names(sought),
                    nowNanos - clock.startedNanos(),
                    config.limits().discover().toNanos());
        }
        List<NodeState> found = in(NodeState.Phase.FOUND, roster);
        if (!found.isEmpty()) {
            return waiting(names(found) + " to get ready", passed, deadline);
        }
        List<NodeState> silent = parts.liveness().silent();
        if (!silent.isEmpty()) {
            return waiting(
                    names(silent) + ", silent",
                    parts.liveness().silentNanos(silent.get(0), nowNanos),
                    Math.min(parts.liveness().patienceNanos(), deadline));
        }
        List<NodeState> reporting = parts.plans().unreported();
        return waiting(reporting.isEmpty() ? "the last pairs" : "the report of " + names(reporting), passed, deadline);
    }

    private static List<NodeState> in(NodeState.Phase phase, Roster roster) {
        return roster.nodes().stream().filter(node -> node.phase() == phase).toList();
    }

    /** Names at most three nodes and counts the others. */
    private static String names(List<NodeState> nodes) {
        String names = nodes.stream()
                .limit(MOST_NAMED)
                .map(NodeState::label)
                .map(NodeLabel::text)
                .collect(Collectors.joining(", "));
        return names + (nodes.size() > MOST_NAMED ? " and " + (nodes.size() - MOST_NAMED) + " more" : "");
    }

    private static String waiting(String what, long passedNanos, long limitNanos) {
        return "waiting for " + what + " (" + seconds(passedNanos) + " s of " + seconds(limitNanos) + " s)";
    }

    private static long seconds(long nanos) {
        return Math.max(0, nanos) / 1_000_000_000L;
    }
}
