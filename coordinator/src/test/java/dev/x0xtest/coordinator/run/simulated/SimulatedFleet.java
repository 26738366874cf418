package dev.x0xtest.coordinator.run.simulated;

import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.format.ReportJson;
import dev.x0xtest.coordinator.run.RunState;
import dev.x0xtest.coordinator.run.drive.SecretPayloads;
import dev.x0xtest.coordinator.run.plans.fleet.ColumnKeys;
import dev.x0xtest.coordinator.run.terms.Payloads;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.coordinator.run.terms.RunEffect;
import dev.x0xtest.coordinator.run.terms.RunEvent;
import dev.x0xtest.coordinator.run.terms.RunSecret;
import dev.x0xtest.testkit.report.ReportSchema;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.NodeLabel;
import dev.x0xtest.wire.Plane;
import dev.x0xtest.wire.WireException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A fleet without sockets and sleeps: a heap of future actions in virtual milliseconds around the real
 * {@link RunState}. A {@link HopPlan} defines what happens to a pair, a {@link SimulatedRunner} how a runner behaves.
 */
public final class SimulatedFleet {
    private record Due(long atMs, long order, Runnable action) {}

    public final List<SimulatedRunner> runners;
    public final List<RunEffect> effects = new ArrayList<>();
    public final MemoryJournal journal = new MemoryJournal();
    public RunConfig config;
    private final Map<String, HopPlan> plans = new HashMap<>();
    private final PriorityQueue<Due> heap =
            new PriorityQueue<>(Comparator.comparingLong(Due::atMs).thenComparingLong(Due::order));
    private final SimulatedMessages messages = new SimulatedMessages(this);
    /** Asserts the bounds on commands in flight during the whole run. */
    public InFlight inFlight;

    private RunState state;
    /** Drops the control frames that this predicate accepts, such as {@code cmd go} and {@code res report}. */
    public Predicate<String> lossy = frame -> false;
    /** Delivers the result frames that this predicate accepts twice, as does a sender that got no acknowledgement. */
    public Predicate<String> twice = frame -> false;
    /** The delay of each control frame, in milliseconds. */
    public LongSupplier controlMs = () -> 1;
    /** The place of the node whose daemon is the anchor. */
    public int anchorIs;
    /** The error code with which the daemon refuses publications; null: it accepts. */
    public @Nullable String publishRefusal;
    /** Whether publications are lost. */
    public boolean topicsDead;
    /** The error code with which the daemon refuses sends by a route. Routes that are absent are accepted. */
    public Map<Plane, String> refusals = new HashMap<>();

    /** Hears of every event what the driver tells its listener. */
    public BiConsumer<RunState, List<RunEffect>> watcher = (run, done) -> {};
    /** Hops that runners have sent by plans. */
    public int hopsSent;

    private final RunSecret secret;
    private final Payloads payloads;
    private Death death = Death.NEVER;
    private int events;
    private boolean dead;
    private int process;
    private long order;
    private long nowMs;
    private long stillUntilMs;

    public SimulatedFleet(int nodes) {
        this(nodes, Plane.RAW, 1);
    }

    public SimulatedFleet(int nodes, Plane plane, long seed) {
        this(nodes, plane, seed, true, limits(plane));
    }

    public SimulatedFleet(int nodes, Plane plane, long seed, boolean pinned, RunConfig.Limits limits) {
        this(nodes, plane, seed, pinned, limits, true);
    }

    public SimulatedFleet(int nodes, boolean perPair) {
        this(nodes, Plane.RAW, 1, true, limits(Plane.RAW), true, perPair);
    }

    public SimulatedFleet(int nodes, Plane plane, long seed, boolean pinned, RunConfig.Limits limits, boolean pubsub) {
        this(nodes, plane, seed, pinned, limits, pubsub, false);
    }

    private SimulatedFleet(
            int nodes,
            Plane plane,
            long seed,
            boolean pinned,
            RunConfig.Limits limits,
            boolean pubsub,
            boolean perPair) {
        runners = IntStream.range(0, nodes)
                .mapToObj(i -> new SimulatedRunner(label(i), id(i)))
                .toList();
        List<RunConfig.Node> roster = runners.stream()
                .map(runner -> new RunConfig.Node(runner.label, pinned ? runner.id : null))
                .toList();
        config =
                new RunConfig("5a".repeat(16), label(0), roster, List.of(), plane, pubsub, limits, null, perPair, seed);
        inFlight = new InFlight(limits);
        secret = RunSecret.drawn(new SplittableRandom(seed));
        payloads = new SecretPayloads(secret, journal::payload);
        state = new RunState(config, payloads, new ColumnKeys(secret));
    }

    public static RunConfig.Limits limits(Plane plane) {
        return limits(plane, 3);
    }

    public static RunConfig.Limits limits(Plane plane, int undecidedAttempts) {
        return limits(plane, undecidedAttempts, 1, false);
    }

    public static RunConfig.Limits limits(Plane plane, int undecidedAttempts, int samples, boolean burst) {
        return new RunConfig.Limits(
                Duration.ofMinutes(2),
                Duration.ofSeconds(30),
                plane.hopDeadline(),
                plane.grace(),
                undecidedAttempts,
                1,
                4,
                64,
                64,
                samples,
                burst,
                RunConfig.Limits.LEASE);
    }

    /** Returns the same limits with another deadline and this pace. */
    public static RunConfig.Limits paced(
            RunConfig.Limits limits,
            Duration deadline,
            @Nullable Integer rate,
            @Nullable Integer fleetRate,
            boolean adaptive) {
        return new RunConfig.Limits(
                deadline,
                limits.discover(),
                limits.hop(),
                limits.grace(),
                limits.undecidedAttempts(),
                limits.refutedAttempts(),
                limits.perRunner(),
                limits.total(),
                limits.payloadBytes(),
                limits.samples(),
                limits.burst(),
                limits.lease(),
                rate,
                fleetRate,
                adaptive,
                limits.evidence(),
                limits.payloadSizes());
    }

    public static NodeLabel label(int index) {
        return new NodeLabel("n" + index);
    }

    public static AgentId id(int index) {
        return new AgentId(String.format("%064x", 0xA0000 + index));
    }

    /** Returns the cell of a pair. */
    public static CellReport cell(Report report, int source, int destination) {
        return report.cells().stream()
                .filter(cell -> cell.src().equals(label(source)) && cell.dst().equals(label(destination)))
                .findFirst()
                .orElseThrow();
    }

    /** Makes all runners carry plans out. */
    public SimulatedFleet planned() {
        runners.forEach(runner -> runner.features = List.of("coverage", "plane", "plan", "attach", "epochs", "sizes"));
        return this;
    }

    /** Measures only these pairs, by row. */
    public SimulatedFleet sparse(List<List<Integer>> cells) {
        config = config.declaring(cells);
        state = new RunState(config, payloads, new ColumnKeys(secret));
        return this;
    }

    /** Makes runners carry plans out at random: in half of all fleets none does, in the others most do. */
    public void somePlanned(long seed) {
        SplittableRandom random = new SplittableRandom(~seed);
        boolean none = random.nextBoolean();
        for (SimulatedRunner runner : runners) {
            if (!none && random.nextInt(5) != 0) {
                runner.features = List.of("coverage", "plane", "plan");
            }
        }
    }

    public void pair(int source, int destination, HopPlan plan) {
        plans.put(source + ">" + destination, plan);
    }

    /** Gives one sample of a pair a plan of its own, if the pair goes by the plan protocol. */
    public void sample(int source, int destination, int sample, HopPlan plan) {
        plans.put(source + ">" + destination + "#" + sample, plan);
    }

    public HopPlan plan(int source, int destination) {
        HopPlan good = config.plane() == Plane.RAW ? HopPlan.GOOD : HopPlan.GOOD.path("gossip_inbox");
        return plans.getOrDefault(source + ">" + destination, good);
    }

    public HopPlan plan(int source, int destination, int sample) {
        return plans.getOrDefault(source + ">" + destination + "#" + sample, plan(source, destination));
    }

    SimulatedRunner byId(AgentId id) {
        return runners.stream()
                .filter(runner -> runner.id.equals(id))
                .findFirst()
                .orElseThrow();
    }

    public SimulatedPlans plans() {
        return messages.plans;
    }

    /** What the run waits for now, on a line of this width. */
    public String status(int room) {
        return state.status(nowMs * 1_000_000, room);
    }

    public long nowMs() {
        return nowMs;
    }

    /** Schedules an action. */
    public void in(long ms, Runnable action) {
        heap.add(new Due(nowMs + ms, order++, action));
    }

    /** The coordinator's process stands still: events wait, and its timers fire late. */
    public void standStill(long ms) {
        stillUntilMs = nowMs + ms;
    }

    /**
     * When the coordinator's process is killed, and what another one finds.
     *
     * @param event the number of the last event in the journal, from 1
     * @param performed whether its effects were performed
     * @param forMs until another process goes on
     * @param keysLost whether the other process has other keys
     * @param copied whether the other process works on a copy
     */
    public record Death(int event, boolean performed, long forMs, boolean keysLost, boolean copied) {
        static final Death NEVER = new Death(Integer.MAX_VALUE, true, 0);

        /** The other process finds everything. */
        public Death(int event, boolean performed, long forMs) {
            this(event, performed, forMs, false, false);
        }
    }

    /** Kills the coordinator's process once; another one goes on with the run. */
    public SimulatedFleet dies(Death when) {
        death = when;
        return this;
    }

    /** How many events the run had so far. */
    public int events() {
        return events;
    }

    /** Hands an event to the run, unless its process is another one by then. */
    void inThisProcess(long ms, RunEvent event) {
        int now = process;
        in(ms, () -> {
            if (process == now) {
                post(event);
            }
        });
    }

    private void resume() {
        dead = false;
        process++;
        RunSecret known = death.keysLost() ? RunSecret.drawn(new SplittableRandom(~config.seed())) : secret;
        Payloads again = new SecretPayloads(known, journal::payload);
        state = new RunState(config, death.keysLost() ? again : payloads, new ColumnKeys(known));
        journal.feed(state);
        inFlight = new InFlight(config.limits());
        post(new RunEvent.Resumed("ab".repeat(16), death.forMs(), death.keysLost(), death.copied()));
        inThisProcess(5, started());
    }

    private RunEvent started() {
        return new RunEvent.Started(id(anchorIs).hex(), "ee".repeat(32), "0.48.1", "http://127.0.0.1:1", 5);
    }

    /** Hands an event to the run now, or when the coordinator's process goes on. */
    public void post(RunEvent event) {
        if (nowMs < stillUntilMs) {
            in(stillUntilMs - nowMs, () -> post(event));
            return;
        }
        if (dead) {
            return;
        }
        long nowNanos = nowMs * 1_000_000;
        journal.append(event, nowNanos);
        events++;
        dead = events == death.event();
        if (dead) {
            in(death.forMs(), this::resume);
        }
        inFlight.before(event, nowNanos);
        List<RunEffect> wanted = state.on(event, nowNanos);
        watcher.accept(state, wanted);
        for (RunEffect effect : wanted) {
            if (dead && !death.performed()) {
                break;
            }
            effects.add(effect);
            try {
                inFlight.after(effect, nowNanos);
                messages.perform(effect);
            } catch (WireException e) {
                throw new AssertionError("the coordinator sent something unreadable", e);
            }
        }
    }

    public Report run() {
        post(started());
        for (int steps = 0; steps < 2_000_000; steps++) {
            Report report = report();
            if (report != null) {
                ReportSchema.assertValid(ReportJson.tree(report));
                return report;
            }
            step();
        }
        throw new AssertionError("the run does not end");
    }

    private void step() {
        long timerMs = dead || state.nextDeadlineNanos() == Long.MAX_VALUE
                ? Long.MAX_VALUE
                : Math.max(Math.max(nowMs, stillUntilMs), (state.nextDeadlineNanos() + 999_999) / 1_000_000);
        Due due = heap.peek();
        if (due == null && timerMs == Long.MAX_VALUE) {
            throw new AssertionError("nothing will happen any more, and the run has not ended");
        }
        if (due != null && due.atMs() <= timerMs) {
            heap.remove();
            nowMs = Math.max(nowMs, due.atMs());
            due.action().run();
        } else {
            nowMs = timerMs;
            post(new RunEvent.Timer());
        }
    }

    private @Nullable Report report() {
        RunEffect last = effects.isEmpty() ? null : effects.get(effects.size() - 1);
        return last instanceof RunEffect.Finished finished ? finished.report() : null;
    }
}
