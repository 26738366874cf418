package dev.x0xtest.local.simulation.fault;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The switches of a simulated network: whose packets pass, and who knows or blocks whom. Confined to one thread. */
public final class Network {
    /** Of the path behind a filter that drops larger packets. */
    public static final int SMALL_PATH_BYTES = 900;

    private static final double SLOW_LOSS = 0.3;

    private final Set<Link> cut = new HashSet<>();
    private final Set<Link> small = new HashSet<>();
    private final Set<Link> blocked = new HashSet<>();
    private final Set<Integer> deaf = new HashSet<>();
    private final Set<Integer> mute = new HashSet<>();
    private final Set<Integer> foreign = new HashSet<>();
    private final Set<Integer> doubled = new HashSet<>();
    private final Map<Integer, Double> losses = new HashMap<>();
    private int group;

    private record Link(int from, int to) {}

    /** Turns on what a fault does to the network; faults of hosts and daemons do nothing to it. */
    public void apply(Fault fault) {
        int node = fault.node();
        int other = fault.other();
        switch (fault.kind()) {
            case LINK_ONE_WAY -> cut.add(new Link(node, other));
            case LINK_BOTH -> {
                cut.add(new Link(node, other));
                cut.add(new Link(other, node));
            }
            case UNREACHABLE -> {
                deaf.add(node);
                mute.add(node);
            }
            case DESTINATION_IN -> deaf.add(node);
            case SOURCE_OUT -> mute.add(node);
            case BLOCKED -> blocked.add(new Link(node, other));
            case UNDISCOVERED -> foreign.add(node);
            case CLASH -> doubled.add(node);
            case MTU -> small.add(new Link(node, other));
            case SLOW -> losses.put(node, SLOW_LOSS);
            case CUT -> group = node;
            case FROZEN, RUNNER_STOPPED, RESTARTED, CLOCK, BUSY, OVERLOADED, TURNS -> {}
        }
    }

    /** Whether a message of so many bytes gets from one host to another. */
    public boolean passes(int from, int to, int bytes) {
        if (from == to) {
            return true;
        }
        Link link = new Link(from, to);
        return !mute.contains(from)
                && !deaf.contains(to)
                && !cut.contains(link)
                && (from < group) == (to < group)
                && !(bytes > SMALL_PATH_BYTES && small.contains(link));
    }

    /** Whether the first one's contacts block the second. */
    public boolean blocks(int by, int of) {
        return !blocked.isEmpty() && blocked.contains(new Link(by, of));
    }

    /** Whether the node is of another network than the others. */
    public boolean foreign(int node) {
        return foreign.contains(node);
    }

    /** Whether a second daemon has the node's identity. */
    public boolean doubled(int node) {
        return doubled.contains(node);
    }

    /** The share of packets that a host loses beside what the links lose. */
    public double loss(int node) {
        return losses.getOrDefault(node, 0.0);
    }
}
