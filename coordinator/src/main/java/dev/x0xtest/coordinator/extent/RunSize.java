package dev.x0xtest.coordinator.extent;

import dev.x0xtest.cli.UsageException;
import dev.x0xtest.coordinator.grade.Strength;
import dev.x0xtest.coordinator.run.terms.DeclaredCells;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.wire.plan.PlanLimits;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run of some pairs takes.
 *
 * @param nodes that send or receive
 * @param pairs all that it measures
 * @param most pairs of the node that sends or receives the most
 * @param perPair whether the per-pair path drives every runner
 */
public record RunSize(int nodes, int pairs, int most, RunConfig.Limits limits, boolean perPair) {
    /** What a run needs at its beginning and its end beside the time for its hops. */
    private static final Duration COLLECT = Duration.ofSeconds(20);

    /** Of so many nodes; {@code cells} as in {@link RunConfig}. */
    public static RunSize of(int nodes, @Nullable List<List<Integer>> cells, RunConfig.Limits limits, boolean perPair) {
        if (cells == null) {
            return new RunSize(nodes, nodes * (nodes - 1), nodes - 1, limits, perPair);
        }
        DeclaredCells declared = new DeclaredCells(cells);
        int taking = nodes - declared.idle().cardinality();
        return new RunSize(taking, declared.count(), declared.most(), limits, perPair);
    }

    /** What its strength is paid for with. */
    public Strength.Cost cost() {
        return new Strength.Cost(pairs, limits.samples(), limits.pairBytes(), paced() ? sending() : null);
    }

    private Duration sending() {
        return limits.sending(most, pairs);
    }

    private boolean paced() {
        return limits.rate() != null && !limits.burst() && !perPair;
    }

    /**
     * Refuses a run whose reports or hops have no room.
     *
     * @throws UsageException in one clear line
     */
    public void check() {
        // A plan with many samples has to have room for all pairs of its nodes, whichever are measured.
        int others = limits.samples() > PlanLimits.SAMPLES_OF_ANY_ROW ? nodes - 1 : most;
        int row = limits.samples() * others;
        if (!perPair && row > PlanLimits.ROW_HOPS) {
            throw new UsageException(limits.samples() + " hops for each pair of " + nodes + " nodes are " + row
                    + " hops for each host, and its report has room for " + PlanLimits.ROW_HOPS
                    + ": give fewer samples, fewer sizes or fewer nodes");
        }
        Duration left = limits.deadline().minus(reserve());
        if (paced() && sending().compareTo(left) > 0) {
            String fleet = limits.fleetRate() == null ? "" : " and --fleet-rate " + limits.fleetRate();
            throw new UsageException("--rate " + limits.rate() + fleet + (fleet.isEmpty() ? " needs " : " need ")
                    + (sending().toSeconds() + 1)
                    + " s for the hops of each host, and --deadline leaves " + left.toSeconds()
                    + " s for them: give a longer --deadline or a higher --rate");
        }
    }

    /** What a run keeps of its deadline for everything but sending: a short one gives half of it at most. */
    private Duration reserve() {
        Duration whole = limits.grace().plus(COLLECT);
        Duration half = limits.deadline().dividedBy(2);
        return whole.compareTo(half) < 0 ? whole : half;
    }
}
