package dev.x0xtest.coordinator.run.plans.fleet;

import dev.x0xtest.wire.Hex;
import dev.x0xtest.wire.Plane;
import dev.x0xtest.wire.plan.PlanLimits;
import java.nio.ByteBuffer;

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
    /** The seed of the schedule, from the run's. */
    static String seed(long runSeed) {
        return Hex.sha256(ByteBuffer.allocate(Long.BYTES).putLong(runSeed).array());
    }

    /** Paced terms: hops begin in slots, so that no daemon is overloaded. */
    public static PlanTerms paced(
            Plane plane, int samples, int payloadBytes, long runSeed, Pace pace, long hopMs, long runMs, long leaseMs) {
        return new PlanTerms(
                plane, samples, payloadBytes, seed(runSeed), pace.inFlight(), pace.slotMs(), hopMs, runMs, leaseMs);
    }

    /** The same terms without pacing: all hops are due at once. */
    public PlanTerms burst() {
        return new PlanTerms(plane, samples, payloadBytes, seed, PlanLimits.NODES, 0, hopMs, runMs, leaseMs);
    }
}
