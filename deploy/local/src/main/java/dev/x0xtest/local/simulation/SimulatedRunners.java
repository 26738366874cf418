package dev.x0xtest.local.simulation;

import dev.x0xtest.local.simulation.fault.Fault;
import dev.x0xtest.local.simulation.fault.Trick;
import dev.x0xtest.local.simulation.fault.World;
import dev.x0xtest.local.simulation.time.HostLoop;
import dev.x0xtest.local.simulation.time.VirtualTime;
import dev.x0xtest.runner.Runner;
import dev.x0xtest.runner.RunnerConfig;
import dev.x0xtest.runner.gate.Authority;
import dev.x0xtest.runner.store.LedgerDisk;
import dev.x0xtest.wire.NodeLabel;
import io.netty.channel.EventLoop;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The runners of a simulated fleet: starts them, kills some and starts them again, ends them. Used by one thread. */
final class SimulatedRunners {
    private static final int CONNECTIONS = 32;
    /** How long a runner that was killed is gone. */
    private static final long GONE_MS = 1_000;

    private final SimulatedFleet.Spec plan;
    private final World world;
    private final VirtualTime time;
    private final List<SimulatedDaemon> daemons;
    private final List<NodeLabel> labels;
    private final Authority authority;
    private final Map<Integer, LedgerDisk> disks = new HashMap<>();
    private final Map<Integer, HostLoop> hosts = new HashMap<>();
    private final List<HostLoop> dead = new ArrayList<>();
    private final List<Runner> runners = new ArrayList<>();
    private Path locks = Path.of("");

    SimulatedRunners(
            SimulatedFleet.Spec plan, VirtualTime time, List<SimulatedDaemon> daemons, List<NodeLabel> labels) {
        this.plan = plan;
        this.world = plan.world();
        this.time = time;
        this.daemons = daemons;
        this.labels = labels;
        this.authority = Authority.parse(List.of(daemons.get(0).self().hex()));
        for (int node = 0; node < plan.nodes(); node++) {
            if (world.ownTime(node)) {
                hosts.put(node, time.host());
            }
        }
    }

    /** The loops of the hosts that have their own. */
    Map<Integer, HostLoop> hosts() {
        return hosts;
    }

    /** The ledgers of this node's runner are on this disk. */
    void keep(int node, LedgerDisk disk) {
        disks.put(node, disk);
    }

    /** Starts all runners, and waits until they are attached. */
    void start(Path directory) {
        locks = directory;
        List<CompletableFuture<@Nullable Void>> ready = new ArrayList<>();
        for (int node = 0; node < plan.nodes(); node++) {
            ready.add(start(node, plan.seed() + node, "first"));
            if (world.trick(Trick.Kind.SECOND_RUNNER, node) != null) {
                ready.add(start(node, ~plan.seed(), "second"));
            }
        }
        CompletableFuture<@Nullable Void> all = CompletableFuture.allOf(ready.toArray(CompletableFuture<?>[]::new));
        time.runUntil(all::isDone);
        all.join();
    }

    private CompletableFuture<@Nullable Void> start(int node, long seed, String place) {
        HostLoop host = hosts.get(node);
        EventLoop loop = host == null ? time.loop() : host.loop();
        Runner runner = new Runner(
                config(node, place),
                daemons.get(node).links(CONNECTIONS, loop, disks.getOrDefault(node, LedgerDisk.REAL)),
                loop,
                time.clock(clockOff(node)),
                new SplittableRandom(seed),
                state -> {});
        runners.add(runner);
        return runner.start();
    }

    private RunnerConfig config(int node, String place) {
        Trick label = world.trick(Trick.Kind.SAME_LABEL, node);
        RunnerConfig usual = RunnerConfig.standard(
                labels.get(label == null ? node : label.other()), authority, locks.resolve(place));
        boolean keeps = disks.containsKey(node) || world.trick(Trick.Kind.RUNNER_RESTARTED, node) != null;
        return keeps
                ? new RunnerConfig(
                        usual.node(),
                        usual.network(),
                        usual.authority(),
                        usual.peers(),
                        usual.ratePerMinute(),
                        usual.maxPayloadBytes(),
                        usual.maxConcurrentSends(),
                        usual.noPubsubAfterDiscover(),
                        usual.resultAckMs(),
                        usual.lockDir(),
                        locks.resolve("ledgers" + node))
                : usual;
    }

    private Duration clockOff(int node) {
        boolean hour =
                world.faults().stream().anyMatch(fault -> fault.kind() == Fault.Kind.CLOCK && fault.node() == node);
        Trick some = world.trick(Trick.Kind.CLOCK_OFF, node);
        return hour ? Duration.ofHours(1) : some == null ? Duration.ZERO : some.time();
    }

    /** Call at the first hop: from then on count the times of those that are killed. */
    void firstHop() {
        for (Trick trick : world.tricks()) {
            HostLoop host = hosts.get(trick.node());
            if (trick.kind() == Trick.Kind.RUNNER_PAUSED && host != null) {
                host.stop();
                after(trick.time().toMillis(), host::resume);
            } else if (trick.kind() == Trick.Kind.RUNNER_RESTARTED) {
                after(trick.time().toMillis(), () -> kill(trick.node()));
                after(trick.time().toMillis() + GONE_MS, () -> {
                    hosts.put(trick.node(), time.host());
                    var unused = start(trick.node(), ~plan.seed() - trick.node(), "again");
                });
            }
        }
    }

    private void kill(int node) {
        HostLoop host = hosts.remove(node);
        if (host != null) {
            host.stop();
            dead.add(host);
        }
    }

    private void after(long ms, Runnable task) {
        var unused = time.loop().schedule(task, ms, TimeUnit.MILLISECONDS);
    }

    /** Ends all runners, also those that stand still or were killed. */
    void end() {
        hosts.values().forEach(HostLoop::resume);
        dead.forEach(HostLoop::resume);
        runners.forEach(Runner::close);
        time.runUntil(
                () -> runners.stream().allMatch(runner -> runner.terminated().isDone()));
    }
}
