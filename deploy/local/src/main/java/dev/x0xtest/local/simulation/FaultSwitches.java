package dev.x0xtest.local.simulation;

import dev.x0xtest.local.simulation.fault.Fault;
import dev.x0xtest.local.simulation.fault.Network;
import dev.x0xtest.local.simulation.fault.World;
import dev.x0xtest.local.simulation.time.HostLoop;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Turns the faults of a world on, each at its time. */
final class FaultSwitches {
    private static final Duration FOR_EVER = Duration.ofDays(30);
    private static final double CROWD = 0.5;

    private final World world;
    private final SimulatedMesh mesh;
    private final Network network;
    private final List<SimulatedDaemon> daemons;
    private final Map<Integer, HostLoop> hosts;
    private final SplittableRandom random;

    FaultSwitches(
            World world,
            SimulatedMesh mesh,
            Network network,
            List<SimulatedDaemon> daemons,
            Map<Integer, HostLoop> hosts,
            long seed) {
        this.world = world;
        this.mesh = mesh;
        this.network = network;
        this.daemons = daemons;
        this.hosts = hosts;
        this.random = new SplittableRandom(seed);
    }

    /** Call when the runners have started, before the run. */
    void beforeRun() {
        world.loaded().forEach(this::load);
        for (Fault fault : world.faults()) {
            if (fault.kind() == Fault.Kind.BUSY) {
                // A stall that ends before the host has work leaves no trace.
                mesh.whenFirstHopOf(fault.node(), () -> turnOn(fault));
            } else if (fault.after() == null) {
                turnOn(fault);
            }
        }
    }

    /** Call at the first hop. */
    void firstHop() {
        for (Fault fault : world.faults()) {
            Duration after = fault.after();
            if (after != null && fault.kind() != Fault.Kind.BUSY) {
                mesh.at(mesh.nowNanos() + after.toNanos(), () -> turnOn(fault));
            }
        }
    }

    private void load(int node) {
        stall(node, Duration.ofMillis(700), Duration.ofMillis(5), Duration.ofMillis(60));
    }

    private void turnOn(Fault fault) {
        network.apply(fault);
        int node = fault.node();
        SimulatedDaemon daemon = daemons.get(Math.min(node, daemons.size() - 1));
        switch (fault.kind()) {
            case FROZEN -> daemon.freeze(FOR_EVER);
            case RUNNER_STOPPED -> host(node).stop();
            case RESTARTED -> daemon.restart(Duration.ofMillis(random.nextInt(800, 4_000)));
            case BUSY -> stall(node, Duration.ofMillis(600), Duration.ofMillis(300), Duration.ofMillis(1_500));
            case OVERLOADED -> daemon.crowd(CROWD, random.nextLong());
            default -> {}
        }
    }

    private void stall(int node, Duration between, Duration least, Duration most) {
        host(node).stall(mesh.nowNanos(), between, least, most, random.nextLong());
    }

    private HostLoop host(int node) {
        HostLoop host = hosts.get(node);
        if (host == null) {
            throw new IllegalArgumentException("host " + node + " has no loop of its own");
        }
        return host;
    }
}
