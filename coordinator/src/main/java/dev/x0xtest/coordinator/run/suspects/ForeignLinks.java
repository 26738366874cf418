package dev.x0xtest.coordinator.run.suspects;

import dev.x0xtest.coordinator.report.fact.Fact;
import dev.x0xtest.wire.NodeLabel;
import dev.x0xtest.wire.plan.Evidence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds connections of which only one end knows. A connection has two ends, so the daemons at both of them count it as new at the
 * same time. Where a daemon got a new connection to a machine, and the daemon beside that node's runner got none to it at that time,
 * another daemon with the same identity is at the other end. A node that was started again, that was frozen, or whose packets are
 * lost has new connections, too, and knows of each. Pure.
 */
public final class ForeignLinks {
    /** Two ends of one connection do not see it at the very moment. */
    private static final long APART_MS = 10_000;
    /** A connection that is seen once may be one of two that were opened at the same time, of which one is closed at once. */
    private static final int LEAST_LOOKS = 2;

    private ForeignLinks() {}

    /**
     * What a runner reports of its daemon's connections, and the machine of that daemon.
     *
     * @param goFromMs when the runner's {@code go} was at the earliest, on a clock that is common to all
     * @param goToMs the same at the latest
     */
    public record Watched(NodeLabel node, String machineId, Evidence.Links links, long goFromMs, long goToMs) {}

    /** How many such connections each node has to each other one, where it has any. */
    public static List<Fact> of(List<Watched> reports) {
        Map<String, Watched> byMachine = new HashMap<>();
        reports.forEach(one -> byMachine.put(one.machineId(), one));
        List<Fact> facts = new ArrayList<>();
        for (Watched near : reports) {
            Map<Watched, List<Evidence.Renewal>> foreign = new HashMap<>();
            near.links().renewed().stream().limit(Evidence.RENEWALS).forEach(renewal -> {
                Watched far = byMachine.get(renewal.machineId());
                if (far != null && !far.equals(near) && renewal.looks() >= LEAST_LOOKS && foreign(near, renewal, far)) {
                    foreign.computeIfAbsent(far, none -> new ArrayList<>()).add(renewal);
                }
            });
            reports.stream().filter(foreign::containsKey).forEach(far -> {
                List<Evidence.Renewal> list = foreign.getOrDefault(far, List.of());
                facts.add(Fact.of(
                        near.node(),
                        far.node(),
                        Fact.Source.STATUS,
                        Fact.FOREIGN_LINKS,
                        list.size(),
                        list.get(list.size() - 1).toMs()));
            });
        }
        return facts;
    }

    private static boolean foreign(Watched near, Evidence.Renewal renewal, Watched far) {
        long fromMs = near.goFromMs() + renewal.fromMs() - APART_MS;
        long toMs = near.goToMs() + renewal.toMs() + APART_MS;
        boolean watching = far.goToMs() + far.links().sinceMs() <= fromMs
                && toMs <= far.goFromMs() + far.links().untilMs();
        return watching
                && far.links().renewed().stream()
                        .limit(Evidence.RENEWALS)
                        .noneMatch(other -> other.machineId().equals(near.machineId())
                                && far.goFromMs() + other.fromMs() <= toMs
                                && fromMs <= far.goToMs() + other.toMs());
    }
}
