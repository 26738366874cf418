package dev.x0xtest.local.simulation.fault;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a simulated fleet lives in.
 *
 * @param faults what is wrong
 * @param mostLoss share of packets that the worst link loses, without a fault
 * @param tails share of messages that wait for long, without a fault
 * @param loaded hosts with other work, whose runners are late by a few dozen milliseconds now and then
 * @param near so many nodes, from 0, have the label {@code region=near}, the others {@code region=far}; 0: none has a label
 * @param tricks what happens to single messages, and what is odd about the parties
 */
public record World(
        List<Fault> faults, double mostLoss, double tails, Set<Integer> loaded, int near, List<Trick> tricks) {
    /** Nothing is wrong, and the network is ideal. */
    public static final World IDEAL = new World(List.of(), 0, 0, Set.of(), 0);

    public World {
        faults = List.copyOf(faults);
        loaded = Set.copyOf(loaded);
        tricks = List.copyOf(tricks);
    }

    /** A world without tricks. */
    public World(List<Fault> faults, double mostLoss, double tails, Set<Integer> loaded, int near) {
        this(faults, mostLoss, tails, loaded, near, List.of());
    }

    /** The trick of this kind about a node; null: there is none. */
    public @Nullable Trick trick(Trick.Kind kind, int node) {
        return tricks.stream()
                .filter(trick -> trick.kind() == kind && trick.node() == node)
                .findFirst()
                .orElse(null);
    }

    /** The labels of a node; null: it has none. */
    public @Nullable Map<String, String> labels(int node) {
        return near == 0 ? null : Map.of("region", node < near ? "near" : "far");
    }

    /** The network of this world. */
    public Weather weather(long seed) {
        return new Weather(seed, mostLoss, tails);
    }

    /** Whether a host's processes run at times of their own: it has other work, or its processes get stopped. */
    public boolean ownTime(int node) {
        return loaded.contains(node)
                || trick(Trick.Kind.RUNNER_RESTARTED, node) != null
                || trick(Trick.Kind.RUNNER_PAUSED, node) != null
                || faults.stream()
                        .anyMatch(fault -> fault.node() == node
                                && (fault.kind() == Fault.Kind.BUSY || fault.kind() == Fault.Kind.RUNNER_STOPPED));
    }
}
