package dev.x0xtest.coordinator.fleet.call;

import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.NodeLabel;
import dev.x0xtest.wire.plan.RunRef;
import dev.x0xtest.wire.plan.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which run of a fleet is to be ended, and where. Pure.
 *
 * @param run the run, without a holder
 * @param running the nodes whose runners have not ended it
 * @param told what all runners said of their runs
 */
public record RunCancel(RunRef run, List<NodeRuns> running, List<NodeRuns> told) {
    /** Two renewals: a coordinator that was heard within this time works. */
    private static final long ALIVE_MS = RunConfig.Limits.LEASE.toMillis() / 3;

    public RunCancel {
        running = List.copyOf(running);
        told = List.copyOf(told);
    }

    /**
     * Chooses the run whose id begins so.
     *
     * @param self the agent of the anchor's daemon
     * @param force whether its coordinator may still work on it
     * @throws EnvironmentException in one clear line when there is no such run, or it must not be ended
     */
    public static RunCancel of(String start, List<NodeRuns> told, AgentId self, boolean force) {
        SortedMap<String, Status.Run> matching = new TreeMap<>();
        told.forEach(node -> node.runs().stream()
                .filter(run -> run.run().startsWith(start))
                .forEach(run -> matching.put(run.run(), run)));
        if (matching.isEmpty()) {
            throw new EnvironmentException(unknown(start, told), null);
        }
        if (matching.size() > 1) {
            throw new EnvironmentException(
                    matching.size() + " runs begin with '" + start + "': " + String.join(", ", matching.keySet())
                            + "; type more of one",
                    null);
        }
        Status.Run chosen = matching.values().iterator().next();
        if (!chosen.coordinator().equals(self.hex())) {
            throw new EnvironmentException(
                    "the run " + chosen.run() + " belongs to the coordinator " + chosen.coordinator()
                            + ", and its runners obey no other: use the x0xd with this agent id as anchor; the one here is "
                            + self.hex(),
                    null);
        }
        List<NodeRuns> running = told.stream()
                .filter(node -> node.runs().stream().anyMatch(run -> goesOn(run, chosen.run())))
                .toList();
        if (!force) {
            refuseIfAlive(chosen.run(), running);
        }
        return new RunCancel(new RunRef(chosen.run(), chosen.epoch()), running, told);
    }

    private static boolean goesOn(Status.Run run, String id) {
        return run.run().equals(id) && !run.state().equals(Status.Run.ENDED);
    }

    private static String unknown(String start, List<NodeRuns> told) {
        List<NodeRuns> silent =
                told.stream().filter(node -> node.problem() != null).toList();
        return "no runner knows a run that begins with '" + start + "': " + (told.size() - silent.size()) + " of "
                + told.size() + " answered"
                + silent.stream()
                        .map(node -> "; " + node.node().text() + ": " + node.problem())
                        .collect(Collectors.joining());
    }

    private static void refuseIfAlive(String id, List<NodeRuns> running) {
        for (NodeRuns node : running) {
            for (Status.Run run : node.runs()) {
                if (goesOn(run, id)
                        && run.heardAgoMs() < ALIVE_MS
                        && !run.state().equals(Status.Run.LAPSED)) {
                    String when = run.heardAgoMs() < 0
                            ? "may still work on it: " + node.node().text() + " does not say when it was heard"
                            : "was heard " + heard(run) + " at " + node.node().text() + ", so it works on it";
                    throw new EnvironmentException(
                            "the coordinator of run " + id + " " + when
                                    + "; stop that process, or give --force to end the run under it",
                            null);
                }
            }
        }
    }

    /** When the coordinator of a run was heard of, in words. */
    static String heard(Status.Run run) {
        long seconds = run.heardAgoMs() / 1_000;
        if (run.heardAgoMs() < 0) {
            return "?";
        } else if (seconds < 120) {
            return seconds + " s ago";
        }
        return seconds < 7_200 ? seconds / 60 + " min ago" : seconds / 3_600 + " h ago";
    }

    /** The run, and a line for each node: what became of the run there. */
    public List<String> lines(Map<NodeLabel, FleetCall.Ended> ended) {
        int width = told.stream()
                .mapToInt(node -> node.node().text().length())
                .max()
                .orElse(0);
        List<String> lines = new ArrayList<>();
        lines.add("run " + run.run() + ", without its journal, so without a report:");
        told.forEach(node -> lines.add(node.node().text()
                + " ".repeat(width - node.node().text().length() + 2)
                + outcome(node, ended.get(node.node()))));
        return lines;
    }

    private String outcome(NodeRuns node, FleetCall.@Nullable Ended ended) {
        String problem = node.problem();
        if (ended != null) {
            return ended.text();
        } else if (problem != null) {
            return problem + (problem.startsWith("no answer") ? "; without a coordinator its lease ends the run" : "");
        }
        boolean known = node.runs().stream().anyMatch(one -> one.run().equals(run.run()));
        return known ? "had ended" : "does not know it";
    }

    /** Whether no runner can still work on the run. */
    public boolean over(Map<NodeLabel, FleetCall.Ended> ended) {
        return told.stream().allMatch(node -> node.problem() == null)
                && ended.values().stream().allMatch(FleetCall.Ended::done);
    }
}
