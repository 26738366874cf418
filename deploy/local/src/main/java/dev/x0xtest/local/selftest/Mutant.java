package dev.x0xtest.local.selftest;

import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.local.simulation.SimulatedFleet;
import dev.x0xtest.local.simulation.fault.Fault;
import dev.x0xtest.local.simulation.fault.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A fleet that is broken in one way, and what a run must say of it.
 *
 * @param name as {@code --only} takes it
 * @param broken what is done to the fleet: {@link Breakage}; empty in a healthy twin
 * @param nodes the nodes n1, n2 and so on; n1 is the anchor
 * @param samples hops of each pair
 * @param sizes payload bytes of the hops, ascending; null: the usual size
 * @param rate hops a second that each node begins; null: the usual rate
 * @param attempts how often a pair that stays unobserved is tried; null: as often as usual
 * @param seed of everything that is drawn
 * @param why what a person learns from it: one sentence
 */
public record Mutant(
        String name,
        List<String> broken,
        int nodes,
        int samples,
        @Nullable List<Integer> sizes,
        @Nullable Integer rate,
        @Nullable Integer attempts,
        long seed,
        Mutant.Expected expect,
        String why) {
    private static final Duration DEADLINE = Duration.ofMinutes(2);
    private static final Expected HEALTHY = new Expected(0, null, Map.of(), "none", List.of(), List.of(), Map.of());

    /** Checks that all is there. */
    public Mutant {
        broken = List.copyOf(broken);
        sizes = sizes == null ? null : List.copyOf(sizes);
        if (name.isEmpty() || why.isEmpty() || nodes < 3 || samples < 1) {
            throw new IllegalArgumentException("the mutant " + name + " is not complete");
        }
    }

    /**
     * What a run must say.
     *
     * @param exit the exit code
     * @param ended what ended the run early, as reports have it; null: nothing
     * @param cells the outcomes of the pairs that are not PROVEN; {@code *} stands for every node, and the first entry that fits
     *     a pair decides
     * @param status of the causes, as reports have it
     * @param causes each as its kind, its part or direction if it has one, and its subjects
     * @param words parts of the text that a person reads
     * @param figures counts that must be exact: {@code duplicates}, {@code epochs}, {@code not_at_first}
     */
    public record Expected(
            int exit,
            @Nullable String ended,
            Map<String, String> cells,
            String status,
            List<String> causes,
            List<String> words,
            Map<String, Integer> figures) {}

    /** The same fleet with the same seed, and nothing wrong. */
    Mutant twin() {
        return new Mutant(name, List.of(), nodes, samples, sizes, rate, attempts, seed, HEALTHY, why);
    }

    /** The simulation of it. */
    SimulatedFleet.Spec spec() {
        List<Integer> bytes = sizes;
        List<Fault> faults = Breakage.faults(broken);
        // Groups have names, so that a cut between them can be named.
        int near = faults.stream()
                .filter(fault -> fault.kind() == Fault.Kind.CUT)
                .mapToInt(Fault::node)
                .findFirst()
                .orElse(0);
        World world = new World(faults, 0, 0, Set.of(), near, Breakage.tricks(broken));
        RunConfig.Limits limits = bytes == null
                ? SimulatedFleet.limits(DEADLINE, samples, null, false, rate)
                : SimulatedFleet.limits(DEADLINE, samples, null, false, rate, bytes);
        return new SimulatedFleet.Spec(nodes, attempts == null ? limits : SimulatedFleet.tried(limits, attempts))
                .in(world, seed);
    }

    /** What is done to the fleet, for people. */
    public String brokenText() {
        return String.join(", ", broken);
    }
}
