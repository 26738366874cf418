package dev.x0xtest.coordinator.run.plans.fleet;

import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.wire.plan.PlanLimits;

/**
 * How fast hops leave a host: {@code inFlight} of them at most wait for an answer, and as many are due every {@code slotMs}.
 */
public record Pace(int inFlight, int slotMs) {
    private static final int LEAST = 4;
    private static final int MOST = 64;
    /** Of the fleet, where no rate is set: older journals have none. */
    private static final int FLEET_RATE = 2_000;

    private static final int MOST_HALVINGS = 10;
    private static final double MS_PER_SECOND = 1_000;

    /**
     * The pace of a fleet.
     *
     * @param nodes how many hosts send
     * @param roundTripMs the longest one that is known; 0: none is
     */
    public static Pace of(RunConfig.Limits limits, int nodes, long roundTripMs) {
        Integer rate = limits.rate();
        if (rate == null) {
            return bounded(limits.perRunner(), 0, nodes, FLEET_RATE);
        }
        double needed = Math.ceil(rate * roundTripMs * 2 / MS_PER_SECOND);
        int inFlight = limits.adaptive() ? (int) Math.max(LEAST, Math.min(MOST, needed)) : limits.perRunner();
        // More would be due than can be answered: they would only wait.
        double bearable = limits.adaptive() && needed > MOST ? MOST * MS_PER_SECOND / roundTripMs : rate;
        double slotMs = inFlight * MS_PER_SECOND / Math.min(rate, bearable);
        return bounded(inFlight, slotMs, nodes, limits.fleetRate() == null ? Integer.MAX_VALUE : limits.fleetRate());
    }

    /**
     * The pace of a sparse run: as many hops a second as in a full one, though most rounds of the schedule have none.
     *
     * @param most pairs that one node sends or receives
     * @param all pairs that it would send in a full run
     */
    public Pace thinned(int most, int all) {
        return new Pace(inFlight, (int) Math.max(1, (long) slotMs * most / Math.max(1, all)));
    }

    /** The pace after so many epochs in which a daemon could not follow: half as fast after each. */
    public Pace halved(int times) {
        return new Pace(
                inFlight, (int) Math.min(PlanLimits.DEADLINE_MS, (long) slotMs << Math.min(times, MOST_HALVINGS)));
    }

    private static Pace bounded(int inFlight, double slotMs, int nodes, int fleetRate) {
        long fleetSlotMs = 1_000L * nodes * inFlight / fleetRate;
        return new Pace(inFlight, (int) Math.max(1, Math.max((long) slotMs, fleetSlotMs)));
    }

    /** Hops a second that leave a host. */
    public double perSecond() {
        return inFlight * MS_PER_SECOND / slotMs;
    }
}
