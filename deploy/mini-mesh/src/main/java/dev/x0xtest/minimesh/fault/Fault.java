package dev.x0xtest.minimesh.fault;

import dev.x0xtest.minimesh.identity.Bytes;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;

/**
 * One fault: what happens, and to which deliveries.
 *
 * @param source selects a {@link Party}: {@code *}, an index, a name, or at least 8 characters of an agent id
 * @param destination like {@code source}
 * @param planes the planes that the fault applies to
 * @param payload selects messages by their payload
 * @param times how many deliveries the fault changes at most
 */
public record Fault(
        FaultAction action,
        String source,
        String destination,
        Set<Fault.Plane> planes,
        Predicate<Bytes> payload,
        long times) {
    public Fault {
        planes = Set.copyOf(planes);
    }

    /** A fault for every delivery; narrow it with the methods below. */
    public static Fault of(FaultAction action) {
        return new Fault(action, "*", "*", EnumSet.allOf(Plane.class), payload -> true, Long.MAX_VALUE);
    }

    public Fault from(String selector) {
        return new Fault(action, selector, destination, planes, payload, times);
    }

    public Fault from(int index) {
        return from(Integer.toString(index));
    }

    public Fault to(String selector) {
        return new Fault(action, source, selector, planes, payload, times);
    }

    public Fault to(int index) {
        return to(Integer.toString(index));
    }

    public Fault on(Plane first, Plane... more) {
        return new Fault(action, source, destination, EnumSet.of(first, more), payload, times);
    }

    public Fault payload(Predicate<Bytes> matching) {
        return new Fault(action, source, destination, planes, matching, times);
    }

    public Fault prefix(String utf8) {
        Bytes prefix = Bytes.ofUtf8(utf8);
        return payload(payload -> payload.startsWith(prefix));
    }

    public Fault times(long count) {
        return new Fault(action, source, destination, planes, payload, count);
    }

    boolean matches(Party from, Party to, Plane plane, Bytes content) {
        return planes.contains(plane) && from.matches(source) && to.matches(destination) && payload.test(content);
    }

    /**
     * One end of a delivery.
     *
     * @param index position in the mesh, or -1 when it is a node of another process
     * @param name instance name, or empty
     * @param agentId 64 hexadecimal characters
     */
    public record Party(int index, String name, String agentId) {
        /** An agent of which only the id is known. */
        static Party stranger(String agentId) {
            return new Party(-1, "", agentId);
        }

        /** Whether {@code selector} names this party: {@code *}, an index, a name, or a prefix of the agent id. */
        boolean matches(String selector) {
            return selector.equals("*")
                    || selector.equals(Integer.toString(index))
                    || (!name.isEmpty() && selector.equals(name))
                    || (selector.length() >= 8 && agentId.startsWith(selector));
        }
    }

    /** The delivery paths that a fault can select. */
    public enum Plane {
        /** A direct message over one link. The other daemon's reader acknowledges it. */
        RAW,
        /** A signed direct message over gossip. */
        GOSSIP,
        /** Like {@link #GOSSIP}, with the durable acknowledgement. */
        DURABLE,
        /** A publication on a topic. A fault acts at the subscriber. */
        PUBSUB
    }
}
