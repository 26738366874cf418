package dev.x0xtest.serve.schedule.terms;

import dev.x0xtest.wire.Plane;

/**
 * What runs cost a fleet, all nodes together. Immutable.
 *
 * @param hops messages that measure
 * @param control other messages of the runs
 * @param payloadBytes random bytes in the hops
 * @param x0xdBytes by which the stored histories of all x0xd grow, by {@link Growth}
 */
public record Cost(long hops, long control, long payloadBytes, long x0xdBytes) {
    public static final Cost NONE = new Cost(0, 0, 0, 0);

    /** What one run is expected to cost. */
    public static Cost of(Plane plane, int nodes, long hops, int payloadBytes) {
        return counted(plane, nodes, hops, Growth.controlMessages(nodes), payloadBytes);
    }

    /** What a run has cost whose messages were counted. */
    public static Cost counted(Plane plane, int nodes, long hops, long control, int payloadBytes) {
        return new Cost(
                hops, control, hops * payloadBytes, hops * Growth.perHop(plane, payloadBytes) + Growth.perRun(nodes));
    }

    /** All messages. */
    public long messages() {
        return hops + control;
    }

    public Cost plus(Cost other) {
        return new Cost(
                hops + other.hops,
                control + other.control,
                payloadBytes + other.payloadBytes,
                x0xdBytes + other.x0xdBytes);
    }

    /** So many times this; rounded. */
    public Cost times(double count) {
        return new Cost(
                Math.round(hops * count),
                Math.round(control * count),
                Math.round(payloadBytes * count),
                Math.round(x0xdBytes * count));
    }
}
