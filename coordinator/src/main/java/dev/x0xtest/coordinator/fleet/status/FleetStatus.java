package dev.x0xtest.coordinator.fleet.status;

import dev.x0xtest.cli.ExitCode;
import dev.x0xtest.coordinator.fleet.status.NodeStatus.State;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.plan.Status;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The condition of a fleet, from one exchange with each runner.
 *
 * @param self the agent of the anchor's daemon
 * @param atMs when the last answer was awaited, on our wall clock in ms since 1970
 * @param trouble why nothing can be heard at the anchor, in one line; null: all is well there
 */
public record FleetStatus(AgentId self, long atMs, @Nullable String trouble, List<NodeStatus> nodes) {
    private static final long MOST_SKEW_US = 30_000_000;

    public FleetStatus {
        nodes = List.copyOf(nodes);
    }

    /** FAIL: a node is wrong. INCONCLUSIVE: none is, and somebody is silent. */
    public ExitCode exitCode() {
        if (nodes.stream().anyMatch(node -> state(node) == State.WRONG)) {
            return ExitCode.FAIL;
        }
        return nodes.stream().anyMatch(node -> state(node) == State.SILENT) ? ExitCode.INCONCLUSIVE : ExitCode.PASS;
    }

    State state(NodeStatus node) {
        if (!node.answered()) {
            return State.SILENT;
        }
        if (!wrongs(node).isEmpty()) {
            return State.WRONG;
        }
        return node.underWay() == null ? State.OK : State.BUSY;
    }

    /** What is wrong with a node or why it is silent, a line each. */
    List<String> wrongs(NodeStatus node) {
        String problem = node.problem();
        Status status = node.status();
        if (status == null) {
            return List.of(Clean.text(String.valueOf(problem)));
        }
        List<String> wrongs = new ArrayList<>();
        if (status.x0xd() == null) {
            wrongs.add("its x0xd does not answer its runner");
        }
        if (!status.attachment().attached()) {
            wrongs.add("its runner's stream of direct messages is not attached");
        }
        ClockReading clock = node.clock();
        if (clock != null && clock.beyond(MOST_SKEW_US)) {
            wrongs.add(String.format(Locale.ROOT, "its clock is %+d s off", clock.offsetUs() / 1_000_000));
        }
        unlike("runner", node.runnerVersion(), NodeStatus::runnerVersion, wrongs);
        unlike("x0xd", node.x0xdVersion(), NodeStatus::x0xdVersion, wrongs);
        return wrongs;
    }

    /** Another version than most have. Without a majority nobody knows which one should be. */
    private void unlike(
            String what,
            @Nullable String version,
            Function<NodeStatus, @Nullable String> versions,
            List<String> wrongs) {
        Map<String, Integer> counts = new HashMap<>();
        for (NodeStatus node : nodes) {
            String one = versions.apply(node);
            if (one != null) {
                counts.merge(one, 1, Integer::sum);
            }
        }
        int all = counts.values().stream().mapToInt(Integer::intValue).sum();
        counts.forEach((most, count) -> {
            if (2 * count > all && version != null && !version.equals(most)) {
                wrongs.add("its " + what + " is " + Clean.text(version) + ", most have " + Clean.text(most));
            }
        });
    }
}
