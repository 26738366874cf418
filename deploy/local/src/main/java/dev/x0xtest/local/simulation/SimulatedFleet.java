package dev.x0xtest.local.simulation;

import dev.x0xtest.cli.files.PrivateFiles;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.run.drive.RunDriver;
import dev.x0xtest.coordinator.run.journal.FileJournal;
import dev.x0xtest.coordinator.run.journal.Journal;
import dev.x0xtest.coordinator.run.journal.JournalFile;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.coordinator.run.terms.RunSecret;
import dev.x0xtest.local.simulation.coordinator.AwaitedJournal;
import dev.x0xtest.local.simulation.coordinator.Silence;
import dev.x0xtest.local.simulation.coordinator.SimulatedCoordinator;
import dev.x0xtest.local.simulation.fault.BrokenPairs;
import dev.x0xtest.local.simulation.fault.Fault;
import dev.x0xtest.local.simulation.fault.Network;
import dev.x0xtest.local.simulation.fault.RoundTrips;
import dev.x0xtest.local.simulation.fault.Trick;
import dev.x0xtest.local.simulation.fault.World;
import dev.x0xtest.local.simulation.message.Courier;
import dev.x0xtest.local.simulation.message.TrickCourier;
import dev.x0xtest.local.simulation.time.Turns;
import dev.x0xtest.local.simulation.time.VirtualTime;
import dev.x0xtest.runner.store.LedgerDisk;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.Hex;
import dev.x0xtest.wire.NodeLabel;
import dev.x0xtest.wire.Plane;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Real runners and the real coordinator on simulated daemons. Used by one thread, for one run. */
public final class SimulatedFleet {
    private static final Duration BEFORE_TURNS = Duration.ofSeconds(45);
    private static final Duration HALF_A_TURN = Turns.EACH.dividedBy(2);

    private final Spec plan;
    private final VirtualTime time = new VirtualTime();
    private final SimulatedMesh mesh;
    private final List<NodeLabel> labels;
    private final List<AgentId> ids;
    private final List<SimulatedDaemon> daemons;
    private final SimulatedRunners runners;
    private final FaultSwitches faults;

    /** Builds the daemons; starts nothing. */
    public SimulatedFleet(Spec plan) {
        this.plan = plan;
        this.labels = IntStream.range(0, plan.nodes())
                .mapToObj(i -> new NodeLabel("n" + (i + 1)))
                .toList();
        // Real ids are random and compress badly, which makes plans longer. These do the same.
        this.ids = labels.stream()
                .map(label -> new AgentId(Hex.sha256(label.text().getBytes(StandardCharsets.US_ASCII))))
                .toList();
        Network network = new Network();
        this.mesh = new SimulatedMesh(
                time.loop(),
                new RoundTrips(plan.roundTrip(), plan.seed()),
                new BrokenPairs(ids, plan.broken(), plan.seed()),
                network,
                plan.world().weather(plan.seed()));
        this.daemons = ids.stream()
                .map(id -> new SimulatedDaemon(mesh, id, plan.host()))
                .toList();
        this.runners = new SimulatedRunners(plan, time, daemons, labels);
        this.faults = new FaultSwitches(plan.world(), mesh, network, daemons, runners.hosts(), plan.seed());
        mesh.through(TrickCourier.of(plan.world().tricks(), time::nanos));
        if (plan.world().tricks().stream().anyMatch(trick -> trick.kind() == Trick.Kind.SAME_LABEL)) {
            mesh.topics().open();
        }
    }

    /** The fleet's messages go through this courier, and not through the tricks of its world. */
    public SimulatedFleet through(Courier courier) {
        mesh.through(courier);
        return this;
    }

    /** The ledgers of this node's runner are on this disk, and survive the runner. Call before the runners start. */
    public SimulatedFleet keeping(int node, LedgerDisk disk) {
        runners.keep(node, disk);
        return this;
    }

    /** The agent id of the coordinator. */
    public String anchorId() {
        return anchor().self().hex();
    }

    /** Virtual time, in ns. */
    public long nanos() {
        return time.nanos();
    }

    /**
     * What came of a run.
     *
     * @param virtual its duration in virtual time
     * @param busiest most hops that reached one host in one second, by host
     * @param evicted events that subscribers lost, all hosts together
     */
    public record Outcome(Report report, Duration virtual, List<Integer> busiest, long evicted) {
        /** Pairs that were not proven by their first attempt. */
        int again() {
            return report.totals().pairs() - report.totals().firstAttemptOk();
        }
    }

    /**
     * Starts the runners, measures the fleet once and writes the journal to the directory. The runners go on until {@link #end}.
     *
     * @throws IOException if the directory cannot be written
     */
    public Outcome run(Path directory) throws IOException {
        JournalFile file =
                JournalFile.create(PrivateFiles.createDirectories(directory).resolve("run.jsonl"));
        AtomicReference<@Nullable String> lost = new AtomicReference<>();
        Report report;
        long startedNanos;
        try (FileJournal written = FileJournal.create(file, config(), null, InstantSource.system(), lost::set)) {
            SimulatedCoordinator coordinator =
                    begun(directory.resolve("locks"), new AwaitedJournal(written), new Silence(), false);
            startedNanos = time.nanos();
            report = ended(coordinator).orElseThrow();
        }
        String reason = lost.get();
        if (reason != null) {
            throw new IOException("cannot write the journal: " + reason);
        }
        return new Outcome(
                report,
                Duration.ofNanos(time.nanos() - startedNanos),
                daemons.stream().map(SimulatedDaemon::busiestSecond).toList(),
                daemons.stream().mapToLong(SimulatedDaemon::evicted).sum());
    }

    /** Starts the runners and measures the fleet once, without a journal. Leaves no file open. */
    public Report measured(Path locks) {
        Report report =
                ended(begun(locks, Journal.none(), new Silence(), false)).orElseThrow();
        end();
        return report;
    }

    /** Ends the runners, so that no file stays open. */
    public void end() {
        runners.end();
    }

    /** The agent id that the coordinator is given for a node; null: it has to learn it. */
    private @Nullable AgentId known(int node) {
        Trick id = plan.world().trick(Trick.Kind.SAME_ID, node);
        boolean unknown = plan.world().tricks().stream()
                .anyMatch(trick ->
                        trick.kind() == Trick.Kind.SAME_LABEL && (trick.node() == node || trick.other() == node));
        return unknown ? null : ids.get(id == null ? node : id.other());
    }

    /** The daemon behind the anchor's address. */
    private SimulatedDaemon anchor() {
        return plan.world().tricks().stream()
                .filter(trick -> trick.kind() == Trick.Kind.WRONG_ANCHOR)
                .map(trick -> daemons.get(trick.node()))
                .findFirst()
                .orElse(daemons.get(0));
    }

    /** What has happened before the run, and for how long. */
    private void past() {
        List<SimulatedDaemon> turning = plan.world().faults().stream()
                .filter(fault -> fault.kind() == Fault.Kind.TURNS)
                .map(fault -> daemons.get(fault.node()))
                .toList();
        if (!turning.isEmpty()) {
            time.run(BEFORE_TURNS);
            turning.forEach(SimulatedDaemon::takeTurns);
            time.run(Turns.EACH.multipliedBy(Turns.COUNT).minus(HALF_A_TURN));
        }
    }

    /** The run of this fleet. */
    public RunConfig config() {
        List<RunConfig.Node> roster = IntStream.range(0, plan.nodes())
                .mapToObj(i ->
                        new RunConfig.Node(labels.get(i), known(i), plan.world().labels(i)))
                .toList();
        return new RunConfig(
                "5a".repeat(16),
                labels.get(0),
                roster,
                List.of(),
                Plane.RAW,
                true,
                plan.limits(),
                null,
                false,
                plan.seed(),
                null,
                plan.cells());
    }

    /**
     * Starts the runners and the coordinator; its run begins.
     *
     * @param mortal whether its process can be killed and stopped
     */
    public SimulatedCoordinator begun(Path locks, Journal journal, RunDriver.Listener listener, boolean mortal) {
        runners.start(locks);
        past();
        SimulatedCoordinator coordinator =
                new SimulatedCoordinator(config(), time, anchor(), SimulatedDaemon.VERSION, listener);
        coordinator.begin(secret(), journal, mortal ? time.host() : null);
        Frozen frozen = plan.frozen();
        mesh.whenFirstHop(() -> {
            faults.firstHop();
            runners.firstHop();
            if (frozen != null) {
                later(frozen.after(), () -> daemons.get(frozen.host()).freeze(frozen.time()));
            }
        });
        faults.beforeRun();
        return coordinator;
    }

    /** Waits for the end of the run; empty: nothing is known of it. */
    public Optional<Report> ended(SimulatedCoordinator coordinator) {
        if (!time.runUntil(coordinator.finished()::isDone)) {
            throw new IllegalStateException("no task is left, and the run has not ended");
        }
        return coordinator.finished().join();
    }

    /** The keys of its run. */
    public RunSecret secret() {
        return RunSecret.drawn(new SplittableRandom(plan.seed()));
    }

    /** The wall clock of the coordinator's host. */
    public Clock clock() {
        return time.clock(Duration.ZERO);
    }

    /** Does something later, in virtual time. */
    public void later(Duration after, Runnable task) {
        mesh.at(mesh.nowNanos() + after.toNanos(), task);
    }

    /** Goes on for so long. */
    public void goOn(Duration span) {
        time.run(span);
    }

    /**
     * Describes a simulation.
     *
     * @param broken how many ordered pairs acknowledge their hops and lose them
     * @param roundTrip usual one between two hosts; every tenth host is five times as far
     * @param frozen what happens to one host; null: nothing
     * @param world what else is wrong, and what its network is like
     * @param seed for round trips, broken pairs and the run itself
     * @param cells the pairs of a sparse run, by row; null: all
     */
    public record Spec(
            int nodes,
            int broken,
            Duration roundTrip,
            HostModel host,
            @Nullable Frozen frozen,
            World world,
            RunConfig.Limits limits,
            long seed,
            @Nullable List<List<Integer>> cells) {
        static final Duration ROUND_TRIP = Duration.ofMillis(80);

        /** A fleet in good order on hosts as they were measured. */
        public Spec(int nodes, RunConfig.Limits limits) {
            this(nodes, 0, ROUND_TRIP, HostModel.MEASURED, null, World.IDEAL, limits, 1, null);
        }

        Spec broken(int pairs) {
            return new Spec(nodes, pairs, roundTrip, host, frozen, world, limits, seed, cells);
        }

        Spec on(HostModel other) {
            return new Spec(nodes, broken, roundTrip, other, frozen, world, limits, seed, cells);
        }

        /** The same fleet in another world, drawn from this seed. */
        public Spec in(World other, long drawn) {
            return new Spec(nodes, broken, roundTrip, host, frozen, other, limits, drawn, cells);
        }

        Spec sparse(List<List<Integer>> pairs) {
            return new Spec(nodes, broken, roundTrip, host, frozen, world, limits, seed, pairs);
        }

        /** The same fleet, one of whose daemons stops for a while. */
        public Spec with(Frozen one) {
            return new Spec(nodes, broken, roundTrip, host, one, world, limits, seed, cells);
        }
    }

    /**
     * A host whose daemon stops for a while.
     *
     * @param host index, from 0
     * @param after since the first hop
     */
    public record Frozen(int host, Duration after, Duration time) {}

    /**
     * The limits of a run on plane raw, as {@code matrix} has them by default.
     *
     * @param perRunner null: as the round trips demand
     * @param rate null: as {@code matrix} has it
     */
    public static RunConfig.Limits limits(
            Duration deadline, int samples, @Nullable Integer perRunner, boolean burst, @Nullable Integer rate) {
        return limits(deadline, samples, perRunner, burst, rate, List.of(RunConfig.Limits.PAYLOAD_BYTES));
    }

    /** The same with payloads of these sizes, in ascending order. */
    public static RunConfig.Limits limits(
            Duration deadline,
            int samples,
            @Nullable Integer perRunner,
            boolean burst,
            @Nullable Integer rate,
            List<Integer> payloadSizes) {
        return new RunConfig.Limits(
                deadline,
                Duration.ofSeconds(30),
                Plane.RAW.hopDeadline(),
                Plane.RAW.grace(),
                3,
                1,
                perRunner == null ? 4 : perRunner,
                64,
                payloadSizes.get(payloadSizes.size() - 1),
                samples,
                burst,
                RunConfig.Limits.LEASE,
                rate == null ? Integer.valueOf(RunConfig.Limits.RATE) : rate,
                null,
                perRunner == null,
                true,
                payloadSizes);
    }

    /** The same limits; a cell that stays unobserved is tried so often. */
    public static RunConfig.Limits tried(RunConfig.Limits usual, int attempts) {
        return new RunConfig.Limits(
                usual.deadline(),
                usual.discover(),
                usual.hop(),
                usual.grace(),
                attempts,
                usual.refutedAttempts(),
                usual.perRunner(),
                usual.total(),
                usual.payloadBytes(),
                usual.samples(),
                usual.burst(),
                usual.lease(),
                usual.rate(),
                usual.fleetRate(),
                usual.adaptive(),
                usual.evidence(),
                usual.payloadSizes());
    }
}
