package dev.x0xtest.coordinator.run.simulated;

import org.jspecify.annotations.Nullable;

/**
 * What happens to the hops of one pair in a simulated fleet.
 *
 * @param path the daemon's {@code path} if it accepts the hop; null if it refuses with {@code status} and {@code code}
 * @param answered whether the source's answer reaches the coordinator
 * @param arrival what the destination sees
 * @param arrivalMs when the destination sees it, in milliseconds after the source starts to send
 * @param sendMs how long the source's daemon takes to answer, in milliseconds
 * @param receipt whether the destination's receipt reaches the coordinator
 * @param verified whether the destination's daemon marks the hop as verified
 * @param attempted whether the source's runner tries to send
 * @param copies how often the hop arrives
 */
public record HopPlan(
        @Nullable String path,
        int status,
        String code,
        boolean answered,
        Arrival arrival,
        long arrivalMs,
        long sendMs,
        boolean receipt,
        boolean verified,
        boolean attempted,
        int copies) {
    public enum Arrival {
        INTACT,
        CORRUPT,
        IMPOSTOR,
        NEVER
    }

    public static final HopPlan GOOD =
            new HopPlan("raw_quic_acked", 0, "", true, Arrival.INTACT, 3, 2, true, true, true, 1);

    public HopPlan path(String other) {
        return new HopPlan(
                other, status, code, answered, arrival, arrivalMs, sendMs, receipt, verified, attempted, copies);
    }

    public HopPlan refused(int otherStatus, String otherCode) {
        return new HopPlan(
                null,
                otherStatus,
                otherCode,
                answered,
                arrival,
                arrivalMs,
                sendMs,
                receipt,
                verified,
                attempted,
                copies);
    }

    public HopPlan arrives(Arrival other) {
        return new HopPlan(
                path, status, code, answered, other, arrivalMs, sendMs, receipt, verified, attempted, copies);
    }

    public HopPlan arrivesAfter(long otherMs) {
        return new HopPlan(
                path, status, code, answered, arrival, otherMs, sendMs, receipt, verified, attempted, copies);
    }

    public HopPlan takes(long otherMs) {
        return new HopPlan(
                path, status, code, answered, arrival, arrivalMs, otherMs, receipt, verified, attempted, copies);
    }

    public HopPlan withoutAnswer() {
        return new HopPlan(path, status, code, false, arrival, arrivalMs, sendMs, receipt, verified, attempted, copies);
    }

    public HopPlan withoutReceipt() {
        return new HopPlan(
                path, status, code, answered, arrival, arrivalMs, sendMs, false, verified, attempted, copies);
    }

    public HopPlan unverified() {
        return new HopPlan(path, status, code, answered, arrival, arrivalMs, sendMs, receipt, false, attempted, copies);
    }

    public HopPlan notAttempted() {
        return new HopPlan(path, status, code, answered, arrival, arrivalMs, sendMs, receipt, verified, false, copies);
    }

    public HopPlan copies(int other) {
        return new HopPlan(
                path, status, code, answered, arrival, arrivalMs, sendMs, receipt, verified, attempted, other);
    }
}
