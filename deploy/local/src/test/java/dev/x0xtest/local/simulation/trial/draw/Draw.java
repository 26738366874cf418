package dev.x0xtest.local.simulation.trial.draw;

import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.local.simulation.SimulatedFleet;
import dev.x0xtest.local.simulation.fault.Fault;
import dev.x0xtest.local.simulation.fault.Trick;
import dev.x0xtest.local.simulation.fault.World;
import dev.x0xtest.local.simulation.trial.disk.DiskFault;
import dev.x0xtest.local.simulation.trial.disk.FailingLedgers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A fleet and its faults, drawn from a seed. Unlike {@code FleetDraw}, whose fleets have one to three faults that a report
 * can name, these have as many at a time as it comes: no cause is asked for, only that nothing false is said.
 *
 * @param attempts how often a cell that stays unobserved is tried
 * @param slow whether the hops take minutes, so that leases can lapse
 * @param hopsDropped the share of hops that are lost
 * @param controlDropped the share of commands and results that are lost, half of them acknowledged
 * @param swallowed the share of hops that are acknowledged and lost
 * @param delayed the share of messages that come late
 * @param mostDelay how late at most
 * @param doubled the share of messages that come twice
 * @param jitter how much any message may be late, so that they overtake each other
 * @param corrupted the share of hops and reports that arrive with other bytes
 * @param forged the share of hops beside which another node sends one under the same id
 * @param cuts the share of hops before which the recipient's streams end for a while
 * @param partition null: there is none
 * @param disk what is wrong with a disk
 * @param diskAfter how much it takes before that: bytes of a journal, or writes to ledgers
 * @param fate what happens to the process of the coordinator; null: nothing
 * @param world what is wrong with hosts, daemons and the network
 */
public record Draw(
        long seed,
        int nodes,
        int samples,
        int attempts,
        boolean slow,
        double hopsDropped,
        double controlDropped,
        double swallowed,
        double delayed,
        Duration mostDelay,
        double doubled,
        Duration jitter,
        double corrupted,
        double forged,
        double cuts,
        Draw.@Nullable Partition partition,
        DiskFault disk,
        int diskAfter,
        @Nullable Fate fate,
        World world) {
    public static final Duration DEADLINE = Duration.ofSeconds(100);

    private static final int ANCHOR = 0;
    /** Said of a hop by itself, without a consistent lie: then nothing false may follow from it. */
    private static final List<Trick.Kind> TRICKS = List.of(
            Trick.Kind.FOREIGN,
            Trick.Kind.OTHER_PATH,
            Trick.Kind.UNACKED,
            Trick.Kind.UNVERIFIED,
            Trick.Kind.REFUSED,
            Trick.Kind.OLD_RUN,
            Trick.Kind.OTHER_CELL,
            Trick.Kind.UNREADABLE,
            Trick.Kind.DENIES_SENDING,
            Trick.Kind.FORGETS_SENDING,
            Trick.Kind.HIDES_BEHIND_GAP,
            Trick.Kind.HIDES_BEHIND_EVICTION,
            Trick.Kind.HIDES_WITHOUT_ECHO);

    private static final List<Fault.Kind> HOSTS = List.of(
            Fault.Kind.RUNNER_STOPPED,
            Fault.Kind.RUNNER_STOPPED,
            Fault.Kind.FROZEN,
            Fault.Kind.RESTARTED,
            Fault.Kind.RESTARTED,
            Fault.Kind.BUSY,
            Fault.Kind.BUSY,
            Fault.Kind.OVERLOADED,
            Fault.Kind.LINK_ONE_WAY,
            Fault.Kind.LINK_BOTH,
            Fault.Kind.UNREACHABLE,
            Fault.Kind.SLOW,
            Fault.Kind.BLOCKED);

    /**
     * Some nodes hear nothing of the others for a while.
     *
     * @param nodes without the anchor
     * @param from since the first hop
     */
    public record Partition(Set<Integer> nodes, Duration from, Duration time) {
        public boolean splits(int one, int other) {
            return nodes.contains(one) != nodes.contains(other);
        }
    }

    public static Draw of(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        boolean slow = random.nextInt(3) == 0;
        int nodes = 3 + random.nextInt(slow ? 2 : 5);
        int samples = slow ? 25 / (nodes - 1) + random.nextInt(40 / (nodes - 1)) : 1 + random.nextInt(4) / 3 * 2;
        List<Trick> tricks = new ArrayList<>();
        if (random.nextInt(3) == 0) {
            tricks.add(trick(random, nodes));
        }
        if (random.nextInt(12) == 0) {
            int node = 1 + random.nextInt(nodes - 1);
            boolean verifies = random.nextBoolean();
            tricks.add(Trick.of(verifies ? Trick.Kind.UPSTREAM : Trick.Kind.UPSTREAM_UNVERIFIED, node, -1));
        }
        if (random.nextInt(6) == 0) {
            int node = random.nextInt(nodes);
            tricks.add(Trick.of(Trick.Kind.CLOCK_OFF, node, -1)
                    .after(Duration.ofMillis(random.nextLong(-40_000, 40_001))));
        }
        List<Fault> faults = new ArrayList<>();
        Set<Integer> taken = new HashSet<>(Set.of(ANCHOR));
        // What was added later has a generator of its own, so that a seed keeps the rest of its fleet.
        SplittableRandom more = new SplittableRandom(~seed);
        if (more.nextInt(20) == 0) {
            faults.add(Fault.of(Fault.Kind.RESTARTED, ANCHOR)
                    .beginning(Duration.ofMillis(more.nextLong(slow ? 20_000 : 200))));
        }
        if (random.nextInt(8) == 0) {
            int node = 1 + random.nextInt(nodes - 1);
            taken.add(node);
            Duration when = Duration.ofMillis(random.nextLong(slow ? 20_000 : 200));
            tricks.add(Trick.of(Trick.Kind.RUNNER_RESTARTED, node, -1).after(when));
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            fault(random, nodes, slow, taken, faults);
        }
        boolean once = new SplittableRandom(31 * seed).nextInt(3) == 0;
        return new Draw(
                seed,
                nodes,
                samples,
                once ? 1 : 3,
                slow,
                some(random, 3, 0.2),
                some(random, 3, 0.25),
                some(random, 3, 0.2),
                some(random, 3, 0.2),
                Duration.ofMillis(random.nextLong(50, random.nextInt(3) == 0 ? 40_000 : 4_000)),
                some(random, 3, 0.3),
                random.nextInt(3) == 0 ? Duration.ofMillis(random.nextLong(1, 300)) : Duration.ZERO,
                some(random, 3, 0.2),
                some(random, 5, 0.1),
                some(random, 5, 0.1),
                partition(random, nodes, slow),
                disk(more, random.nextInt(8) == 0),
                more.nextInt(slow ? 40_000 : 10_000),
                fate(more, slow),
                new World(
                        faults, random.nextInt(2) * 0.03, random.nextInt(2) * 0.02, loaded(random, nodes), 0, tricks));
    }

    private static DiskFault disk(SplittableRandom more, boolean hangs) {
        DiskFault[] others = {DiskFault.FULL, DiskFault.LEDGER_FULL, DiskFault.LEDGER_UNREADABLE};
        DiskFault other = more.nextInt(5) == 0 ? others[more.nextInt(others.length)] : DiskFault.NONE;
        return hangs ? DiskFault.HANGS : other;
    }

    private static @Nullable Fate fate(SplittableRandom more, boolean slow) {
        boolean any = more.nextInt(4) == 0;
        List<Fate.Kind> kinds = List.of(Fate.Kind.values());
        Fate.Kind kind = kinds.get(more.nextInt(kinds.size()));
        Duration after = Duration.ofMillis(more.nextLong(slow ? 60_000 : 4_000));
        Duration time = Duration.ofMillis(more.nextLong(100, more.nextBoolean() ? 8_000 : 45_000));
        Fate fate = new Fate(kind, after, time, more.nextInt(5) == 0, more.nextInt(5) == 0, more.nextInt(6) == 0);
        return any ? fate : null;
    }

    /** Ledgers in which so many hops begin and end have about three writes for each. */
    public FailingLedgers ledgers() {
        return new FailingLedgers(disk, diskAfter % 120);
    }

    /** The node whose ledgers fail; null: none do. */
    @Nullable
    public Integer forgetful() {
        boolean any = disk == DiskFault.LEDGER_FULL || disk == DiskFault.LEDGER_UNREADABLE;
        int restarted = world.tricks().stream()
                .filter(trick -> trick.kind() == Trick.Kind.RUNNER_RESTARTED)
                .mapToInt(Trick::node)
                .findFirst()
                .orElse(nodes - 1);
        return any ? Integer.valueOf(restarted) : null;
    }

    /** In one of so many fleets a share up to the most, else none. */
    private static double some(SplittableRandom random, int oneOf, double most) {
        boolean any = random.nextInt(oneOf) == 0;
        double share = random.nextDouble() * most;
        return any ? share : 0;
    }

    private static Set<Integer> loaded(SplittableRandom random, int nodes) {
        return random.nextInt(4) == 0 ? Set.of(1 + random.nextInt(nodes - 1)) : Set.of();
    }

    private static Trick trick(SplittableRandom random, int nodes) {
        Trick.Kind kind = TRICKS.get(random.nextInt(TRICKS.size()));
        int node = 1 + random.nextInt(nodes - 1);
        int other = node == 1 ? 2 : 1;
        return kind == Trick.Kind.REFUSED
                ? Trick.of(kind, node, other).answering(random.nextBoolean() ? 404 : 429)
                : Trick.of(kind, node, other);
    }

    private static void fault(
            SplittableRandom random, int nodes, boolean slow, Set<Integer> taken, List<Fault> faults) {
        Fault.Kind kind = HOSTS.get(random.nextInt(HOSTS.size()));
        int node = random.nextInt(nodes);
        int other = kind.pair() ? (node + 1 + random.nextInt(nodes - 1)) % nodes : -1;
        Duration when = Duration.ofMillis(random.nextLong(slow ? 30_000 : 100));
        boolean free = kind.pair() ? !(node == ANCHOR || other == ANCHOR) : taken.add(node);
        if (free) {
            Fault fault = kind.pair() ? Fault.of(kind, node, other) : Fault.of(kind, node);
            boolean before = kind == Fault.Kind.SLOW || kind == Fault.Kind.BUSY || kind == Fault.Kind.OVERLOADED;
            faults.add(before ? fault : fault.beginning(when));
        }
    }

    private static @Nullable Partition partition(SplittableRandom random, int nodes, boolean slow) {
        boolean any = random.nextInt(slow ? 2 : 8) == 0;
        Set<Integer> apart = new HashSet<>();
        for (int node = ANCHOR + 1; node < nodes; node++) {
            if (random.nextInt(2) == 0) {
                apart.add(node);
            }
        }
        Duration from = Duration.ofMillis(random.nextLong(slow ? 10_000 : 60));
        Duration time = Duration.ofMillis(random.nextLong(1_000, 55_000));
        return any && !apart.isEmpty() ? new Partition(apart, from, time) : null;
    }

    /** When the last fault of a host begins, or a party that was killed or stopped is back, since the first hop. */
    public Duration lastFault() {
        Stream<Duration> faults = world.faults().stream().map(Fault::after).filter(Objects::nonNull);
        Stream<Duration> kills = world.tricks().stream()
                .filter(trick -> trick.kind() == Trick.Kind.RUNNER_RESTARTED)
                .map(trick -> trick.time().plusSeconds(1));
        Stream<Duration> pauses = world.tricks().stream()
                .filter(trick -> trick.kind() == Trick.Kind.RUNNER_PAUSED)
                .map(Trick::time);
        return Stream.of(faults, kills, pauses)
                .flatMap(all -> all)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /** Whether a node's runner is one of upstream, which tells a hop by its length. */
    public boolean upstream(int node) {
        return world.trick(Trick.Kind.UPSTREAM, node) != null
                || world.trick(Trick.Kind.UPSTREAM_UNVERIFIED, node) != null;
    }

    /** Whether what is lost is lost at times that are known. */
    public boolean calm() {
        return world.loaded().isEmpty()
                && world.faults().stream()
                        .map(Fault::kind)
                        .noneMatch(kind -> kind == Fault.Kind.BUSY
                                || kind == Fault.Kind.OVERLOADED
                                || kind == Fault.Kind.SLOW
                                || kind == Fault.Kind.RESTARTED);
    }

    /** The kinds of faults that it has. */
    public Set<FaultClass> classes() {
        Set<FaultClass> all = EnumSet.noneOf(FaultClass.class);
        add(all, FaultClass.DROP, hopsDropped + controlDropped + swallowed > 0);
        add(all, FaultClass.DELAY, delayed > 0);
        add(all, FaultClass.DUPLICATE, doubled > 0);
        add(all, FaultClass.REORDER, !jitter.isZero());
        add(all, FaultClass.CORRUPT, corrupted > 0);
        add(all, FaultClass.PARTITION, partition != null);
        add(all, FaultClass.DISK, disk != DiskFault.NONE);
        if (fate != null) {
            all.add(
                    switch (fate.kind()) {
                        case KILLED -> FaultClass.KILL;
                        case RESUMED -> FaultClass.RESUME;
                        case STOPPED -> FaultClass.STALL;
                    });
        }
        add(all, FaultClass.LIE, forged > 0);
        for (Trick trick : world.tricks()) {
            all.add(
                    switch (trick.kind()) {
                        case CLOCK_OFF -> FaultClass.SKEW;
                        case RUNNER_RESTARTED -> FaultClass.KILL;
                        case RUNNER_PAUSED -> FaultClass.STALL;
                        case UPSTREAM, UPSTREAM_UNVERIFIED -> FaultClass.UPSTREAM;
                        default -> FaultClass.LIE;
                    });
        }
        for (Fault fault : world.faults()) {
            switch (fault.kind()) {
                case RUNNER_STOPPED, FROZEN -> all.add(FaultClass.KILL);
                case RESTARTED -> all.add(FaultClass.RESTART);
                case BUSY -> all.add(FaultClass.STALL);
                case OVERLOADED -> all.add(FaultClass.OVERLOAD);
                case LINK_ONE_WAY, LINK_BOTH, UNREACHABLE -> all.add(FaultClass.PARTITION);
                default -> {}
            }
        }
        return all;
    }

    private static void add(Set<FaultClass> all, FaultClass one, boolean has) {
        if (has) {
            all.add(one);
        }
    }

    /** The simulation of it. */
    public SimulatedFleet.Spec spec() {
        RunConfig.Limits limits =
                SimulatedFleet.limits(DEADLINE, samples, null, false, slow ? Integer.valueOf(1) : null);
        return new SimulatedFleet.Spec(nodes, SimulatedFleet.tried(limits, attempts)).in(world, seed);
    }
}
