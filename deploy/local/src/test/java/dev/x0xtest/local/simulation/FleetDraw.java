package dev.x0xtest.local.simulation;

import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.local.simulation.fault.Fault;
import dev.x0xtest.local.simulation.fault.Fault.Kind;
import dev.x0xtest.local.simulation.fault.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A fleet drawn from a seed: its size, its network, what is wrong in it.
 *
 * @param during whether the faults begin in the middle of the run
 * @param sizes bytes of the payloads of the hops, ascending
 */
record FleetDraw(long seed, int nodes, int samples, List<Integer> sizes, boolean during, World world) {
    static final int ANCHOR = 0;

    private static final int LEAST_NODES = 4;
    private static final int MOST_NODES = 60;
    /** A slow host shows in many samples, and they cost time. */
    private static final int SLOW_SAMPLES = 20;

    private static final int MOST_SLOW_NODES = 14;
    private static final List<Integer> ALL_SIZES = List.of(64, 700, 1_000, 4_096);
    private static final double MOST_LOSS = 0.03;
    private static final double TAILS = 0.01;
    private static final double LOADED = 0.1;
    private static final int PER_SECOND = 50;

    private static final List<Kind> KINDS = List.of(Kind.values());

    /** These are there from the beginning, or not at all. */
    private static final Set<Kind> BEFORE = EnumSet.of(
            Kind.UNDISCOVERED, Kind.CLASH, Kind.TURNS, Kind.MTU, Kind.CLOCK, Kind.SLOW, Kind.BUSY, Kind.OVERLOADED);

    /** A fleet in which nothing is wrong. */
    static FleetDraw healthy(long seed) {
        return drawn(seed, null, 0);
    }

    /**
     * A fleet with one to three faults.
     *
     * @param kind of the first fault; null: each in turn
     * @param faults how many; 0: drawn as well
     */
    static FleetDraw broken(long seed, @Nullable Kind kind, int faults) {
        Kind first = kind == null ? KINDS.get(Math.floorMod(seed, KINDS.size())) : kind;
        int count = new SplittableRandom(~seed).nextInt(10);
        return drawn(seed, first, faults > 0 ? faults : count < 5 ? 1 : count < 8 ? 2 : 3);
    }

    private static FleetDraw drawn(long seed, @Nullable Kind first, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        int most = first == Kind.SLOW ? MOST_SLOW_NODES : MOST_NODES;
        double small = Math.pow(random.nextDouble(), 3);
        int nodes = LEAST_NODES + (int) (small * (most - LEAST_NODES + 1));
        int samples = random.nextInt(5) == 0 ? 3 : 1;
        List<Integer> sizes = List.of(random.nextInt(4) == 0 ? 64 : 2_048);
        boolean during = random.nextBoolean();
        List<Fault> faults = new ArrayList<>();
        if (first != null) {
            Kinds kinds = new Kinds(random, nodes);
            kinds.add(first);
            int left = Math.min(count, 1 + nodes / 4) - 1;
            for (int tries = 0; tries < 100 && left > 0; tries++) {
                left -= kinds.add(KINDS.get(random.nextInt(KINDS.size()))) ? 1 : 0;
            }
            faults = kinds.drawn;
        }
        // In most fleets regions have nothing to do with what is wrong.
        int near = faults.stream()
                .filter(fault -> fault.kind() == Kind.CUT)
                .mapToInt(Fault::node)
                .findFirst()
                .orElse(random.nextInt(2, nodes - 1));
        Set<Kind> drawn = EnumSet.noneOf(Kind.class);
        faults.forEach(fault -> drawn.add(fault.kind()));
        Set<Integer> loaded = new HashSet<>();
        for (int node = ANCHOR + 1; node < nodes; node++) {
            if (random.nextDouble() < LOADED) {
                loaded.add(node);
            }
        }
        int sent = drawn.contains(Kind.SLOW) ? SLOW_SAMPLES : drawn.contains(Kind.MTU) ? ALL_SIZES.size() : samples;
        boolean inRun =
                (during || drawn.contains(Kind.RESTARTED)) && drawn.stream().noneMatch(BEFORE::contains);
        long hopsMs = 1_000L * sent * (nodes - 1) / PER_SECOND;
        List<Fault> timed = new ArrayList<>();
        for (Fault fault : faults) {
            boolean later = fault.kind() == Kind.RESTARTED || inRun;
            // A pair has few hops, and the fault is to meet them.
            long latestMs = fault.kind().pair() ? 1 : Math.max(2, hopsMs / 2);
            timed.add(later ? fault.beginning(Duration.ofMillis(random.nextLong(latestMs))) : fault);
        }
        return new FleetDraw(
                seed,
                nodes,
                sent,
                drawn.contains(Kind.MTU) ? ALL_SIZES : sizes,
                inRun,
                new World(timed, MOST_LOSS, TAILS, loaded, near));
    }

    /** The largest payload of a hop. */
    int payload() {
        return sizes.get(sizes.size() - 1);
    }

    /** The simulation of it. */
    SimulatedFleet.Spec spec() {
        RunConfig.Limits limits = SimulatedFleet.limits(Duration.ofMinutes(2), samples, null, false, null, sizes);
        return new SimulatedFleet.Spec(nodes, limits).in(world, seed);
    }

    @Override
    public String toString() {
        return "seed=" + seed + " nodes=" + nodes + " samples=" + samples + " sizes=" + sizes + " faults="
                + world.faults();
    }

    /** Draws faults that do not hide each other. */
    private static final class Kinds {
        private final SplittableRandom random;
        private final int nodes;
        private final List<Fault> drawn = new ArrayList<>();
        private final Set<Integer> taken = new HashSet<>();

        Kinds(SplittableRandom random, int nodes) {
            this.random = random;
            this.nodes = nodes;
        }

        /** Adds a fault of this kind; returns false where its nodes have a fault already. */
        boolean add(Kind kind) {
            if (drawn.stream().anyMatch(one -> one.kind() == Kind.CUT) || (kind == Kind.CUT && !drawn.isEmpty())) {
                return false;
            }
            if (kind == Kind.CUT) {
                return drawn.add(Fault.of(kind, random.nextInt(2, nodes - 1)));
            }
            int node = random.nextInt(kind.pair() ? 0 : ANCHOR + 1, nodes);
            int other = kind.pair() ? random.nextInt(nodes) : -1;
            if (node == other || taken.contains(node) || taken.contains(other)) {
                return node == other && add(kind);
            }
            taken.add(node);
            if (other >= 0) {
                taken.add(other);
            }
            return drawn.add(kind.pair() ? Fault.of(kind, node, other) : Fault.of(kind, node));
        }
    }
}
