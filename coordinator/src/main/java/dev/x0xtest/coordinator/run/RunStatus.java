package dev.x0xtest.coordinator.run;

import dev.x0xtest.coordinator.run.node.NodeState;
import dev.x0xtest.coordinator.run.node.Roster;
import dev.x0xtest.coordinator.run.terms.RunClock;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.wire.NodeLabel;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Says in one phrase what a run waits for: {@code waiting for tokyo (12 s of 30 s)}. Where there is less room it names fewer
 * nodes, and always says how many more there are: {@code waiting: tokyo and 14 more, 12 s}.
 */
public final class RunStatus {
    /** How long the anchor's daemon may take to answer and its streams to attach. */
    public static final int CONNECT_SECONDS = 10;

    private static final int MOST_NAMED = 3;

    private final int room;

    /** A phrase of at most {@code room} characters, if the names allow it. */
    RunStatus(int room) {
        this.room = room;
    }

    /** Before the anchor's daemon has answered. */
    static String connecting(RunConfig config, long nowNanos) {
        return "waiting for " + config.anchor().text() + "'s x0xd" + times(nowNanos, CONNECT_SECONDS * 1_000_000_000L);
    }

    /** What holds the run up: a lost anchor, nodes that are sought, not ready or silent, reports, single pairs. */
    String of(RunConfig config, RunParts parts, AnchorHealth anchor, RunClock clock, long nowNanos) {
        Roster roster = parts.roster();
        long passed = nowNanos - clock.firstNanos();
        long deadline = config.limits().deadline().toNanos();
        Long lost = anchor.lostSinceNanos();
        if (lost != null) {
            return "waiting for " + config.anchor().text() + "'s x0xd, lost: " + anchor.lostReason() + ","
                    + times(nowNanos - lost, deadline - (lost - clock.firstNanos()));
        }
        List<NodeState> sought = in(NodeState.Phase.SOUGHT, roster);
        if (!sought.isEmpty()) {
            return waiting(
                    "",
                    sought,
                    "",
                    nowNanos - clock.startedNanos(),
                    config.limits().discover().toNanos());
        }
        List<NodeState> found = in(NodeState.Phase.FOUND, roster);
        if (!found.isEmpty()) {
            return waiting("", found, " to get ready", passed, deadline);
        }
        List<NodeState> silent = parts.liveness().silent();
        if (!silent.isEmpty()) {
            return waiting(
                    "",
                    silent,
                    ", silent",
                    parts.liveness().silentNanos(silent.get(0), nowNanos),
                    Math.min(parts.liveness().patienceNanos(), deadline));
        }
        List<NodeState> reporting = parts.plans().unreported();
        return reporting.isEmpty()
                ? "waiting for the last pairs" + times(passed, deadline)
                : waiting("the report of ", reporting, "", passed, deadline);
    }

    private static List<NodeState> in(NodeState.Phase phase, Roster roster) {
        return roster.nodes().stream().filter(node -> node.phase() == phase).toList();
    }

    /** The first of these that fits: a sentence with up to three names, a short form with up to three, the number alone. */
    private String waiting(String before, List<NodeState> nodes, String after, long passedNanos, long limitNanos) {
        String text = "";
        for (int named = MOST_NAMED; named > 0; named--) {
            text = "waiting for " + before + names(nodes, named) + after + times(passedNanos, limitNanos);
            if (text.length() <= room) {
                return text;
            }
        }
        for (int named = MOST_NAMED; named >= 0; named--) {
            text = "waiting: " + before + names(nodes, named) + after + ", " + seconds(passedNanos) + " s";
            if (text.length() <= room) {
                return text;
            }
        }
        return text;
    }

    /** Names so many nodes and counts the others. */
    private static String names(List<NodeState> nodes, int most) {
        if (most == 0) {
            return nodes.size() + (nodes.size() == 1 ? " node" : " nodes");
        }
        String names = nodes.stream()
                .limit(most)
                .map(NodeState::label)
                .map(NodeLabel::text)
                .collect(Collectors.joining(", "));
        return names + (nodes.size() > most ? " and " + (nodes.size() - most) + " more" : "");
    }

    private static String times(long passedNanos, long limitNanos) {
        return " (" + seconds(passedNanos) + " s of " + seconds(limitNanos) + " s)";
    }

    private static long seconds(long nanos) {
        return Math.max(0, nanos) / 1_000_000_000L;
    }
}
