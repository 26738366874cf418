package dev.x0xtest.coordinator.run.plans.fleet;

import dev.x0xtest.wire.Hex;
import dev.x0xtest.wire.Plane;
import dev.x0xtest.wire.plan.PlanLimits;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What is the same in every plan of a run; the fields mean what they mean in {@link dev.x0xtest.wire.plan.Plan}. Each
 * sample gets one attempt: what stays undecided is tried again pair by pair.
 */
public record PlanTerms(
        Plane plane,
        int samples,
        int payloadBytes,
        String seed,
        int inFlight,
        int slotMs,
        long hopMs,
        long runMs,
        long leaseMs) {
    /** How many hops per second the whole fleet begins. More would only queue at the daemons. */
    private static final int HOPS_PER_SECOND = 2_000;

    /** The length of a slot in ms; in each slot {@code nodes × inFlight} hops begin. */
    public static int slotMs(int nodes, int inFlight) {
        return Math.max(1, nodes * inFlight * 1_000 / HOPS_PER_SECOND);
    }

    /** The schedule's seed, from the run's. */
    static String seed(long runSeed) {
        return Hex.sha256(ByteBuffer.allocate(Long.BYTES).putLong(runSeed).array());
    }

    /** The length of a slot in ms in which each node begins {@code inFlight} hops, at so many hops per second. */
    static int slotMsAt(int rate, int inFlight) {
        return Math.max(1, inFlight * 1_000 / rate);
    }

    /** Paced terms: hops begin in slots, so that no daemon is overloaded. {@code rate} as in the limits of a run. */
    public static PlanTerms paced(
            Plane plane,
            int samples,
            int payloadBytes,
            long runSeed,
            int nodes,
            int inFlight,
            @Nullable Integer rate,
            long hopMs,
            long runMs,
            long leaseMs) {
        int slotMs = rate == null ? slotMs(nodes, inFlight) : slotMsAt(rate, inFlight);
        return new PlanTerms(plane, samples, payloadBytes, seed(runSeed), inFlight, slotMs, hopMs, runMs, leaseMs);
    }

    /** The same terms without pacing: all hops are due at once. */
    public PlanTerms burst() {
        return new PlanTerms(plane, samples, payloadBytes, seed, PlanLimits.NODES, 0, hopMs, runMs, leaseMs);
    }
}
