package dev.x0xtest.coordinator.run.plans.fleet;

import dev.x0xtest.wire.Hex;
import dev.x0xtest.wire.Plane;
import dev.x0xtest.wire.plan.PlanLimits;
import java.nio.ByteBuffer;
import java.util.List;
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
        long leaseMs,
        @Nullable List<Integer> payloadSizes) {
    /** The seed of the schedule, from the run's. */
    static String seed(long runSeed) {
        return Hex.sha256(ByteBuffer.allocate(Long.BYTES).putLong(runSeed).array());
    }

    /** Paced terms for one size: hops begin in slots, so that no daemon is overloaded. */
    public static PlanTerms paced(
            Plane plane, int samples, int payloadBytes, long runSeed, Pace pace, long hopMs, long runMs, long leaseMs) {
        return new PlanTerms(
                plane,
                samples,
                payloadBytes,
                seed(runSeed),
                pace.inFlight(),
                pace.slotMs(),
                hopMs,
                runMs,
                leaseMs,
                null);
    }

    /** The same terms with these sizes; one size is said by the plan without the list, which every runner takes. */
    public PlanTerms sized(List<Integer> sizes) {
        List<Integer> several = sizes.size() > 1 ? sizes : null;
        return new PlanTerms(plane, samples, payloadBytes, seed, inFlight, slotMs, hopMs, runMs, leaseMs, several);
    }

    /** The same terms without pacing: all hops are due at once. */
    public PlanTerms burst() {
        return new PlanTerms(
                plane, samples, payloadBytes, seed, PlanLimits.NODES, 0, hopMs, runMs, leaseMs, payloadSizes);
    }
}
