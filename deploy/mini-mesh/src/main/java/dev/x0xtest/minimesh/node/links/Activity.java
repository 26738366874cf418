package dev.x0xtest.minimesh.node.links;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * When this node last heard from each machine that it was linked to since its start, and when it last sent to it. A link that
 * has ended leaves its machine known, as in x0xd. Confined to the node's event loop.
 */
public final class Activity {
    private static final int MAX_MACHINES = 10_000;

    private final NodeContext context;
    private final Map<String, Traffic> byMachine = new TreeMap<>();

    Activity(NodeContext context) {
        this.context = context;
    }

    void linked(String machineId) {
        traffic(machineId).generation++;
        heard(machineId);
        sent(machineId);
    }

    void heard(String machineId) {
        Traffic traffic = traffic(machineId);
        traffic.heardNanos = context.nanoTime();
        traffic.received++;
    }

    /** A frame goes to this machine. */
    public void sent(String machineId) {
        Traffic traffic = traffic(machineId);
        traffic.sentNanos = context.nanoTime();
        traffic.sent++;
    }

    /** So many packets to this machine were lost. */
    public void lost(String machineId, int packets) {
        traffic(machineId).lost += packets;
    }

    private Traffic traffic(String machineId) {
        if (byMachine.size() >= MAX_MACHINES && !byMachine.containsKey(machineId)) {
            return new Traffic();
        }
        return byMachine.computeIfAbsent(machineId, id -> new Traffic());
    }

    /** The traffic by machine. */
    public Map<String, Traffic> all() {
        return Collections.unmodifiableMap(byMachine);
    }

    /** The traffic of one machine; null if there never was a link to it. */
    public @Nullable Traffic of(String machineId) {
        return byMachine.get(machineId);
    }

    /** Frames to and from one machine. */
    public static final class Traffic {
        private long generation;
        private long heardNanos;
        private long sentNanos;
        private long received;
        private long sent;
        private long lost;

        /** How often a link to it was made. */
        public long generation() {
            return generation;
        }

        public long heardNanos() {
            return heardNanos;
        }

        public long sentNanos() {
            return sentNanos;
        }

        public long received() {
            return received;
        }

        public long sent() {
            return sent;
        }

        /** Packets that an injected fault has lost; the transport below counts none. */
        public long lost() {
            return lost;
        }
    }
}
