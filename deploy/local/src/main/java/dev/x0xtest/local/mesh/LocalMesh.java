package dev.x0xtest.local.mesh;

import dev.x0xtest.coordinator.matrix.RosterSelection;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.local.mesh.daemons.Daemons;
import dev.x0xtest.local.mesh.daemons.MeshSpec;
import dev.x0xtest.local.mesh.daemons.StandInDaemons;
import dev.x0xtest.local.mesh.daemons.X0xdBinary;
import dev.x0xtest.local.mesh.daemons.X0xdDaemons;
import dev.x0xtest.local.mesh.process.MeshDirectory;
import dev.x0xtest.minimesh.MiniMesh;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.NodeLabel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * A complete mesh on this machine: daemons, and beside each a runner that obeys the anchor. Closing it leaves no
 * process, port or file behind.
 */
public final class LocalMesh implements AutoCloseable {
    private static final int THREADS = 2;

    private final Daemons daemons;
    private final Runners runners;
    private final MeshDirectory directory;
    private final Parts parts;

    private LocalMesh(Daemons daemons, Runners runners, MeshDirectory directory, Parts parts) {
        this.daemons = daemons;
        this.runners = runners;
        this.directory = directory;
        this.parts = parts;
    }

    /** Starts a mesh. Blocks until the runners are ready. An interrupt takes down what has started. */
    public static LocalMesh start(MeshSpec plan) throws InterruptedException {
        return start(plan, runners(plan), up -> {});
    }

    /** How runners start: in this process beside stand-ins, in their own processes beside real daemons. */
    public static Runners.Starter runners(MeshSpec plan) {
        return plan.x0xd() == null ? InProcessRunners::start : RunnerProcesses::start;
    }

    /** Starts a mesh with other runners than those of {@link #runners}. */
    public static LocalMesh start(MeshSpec plan, Runners.Starter starter) throws InterruptedException {
        return start(plan, starter, up -> {});
    }

    /** Like the other {@code start}; tells {@code progress} how many daemons are up, on this thread. */
    public static LocalMesh start(MeshSpec plan, Runners.Starter starter, IntConsumer progress)
            throws InterruptedException {
        Parts parts = new Parts();
        boolean up = false;
        try {
            LocalMesh mesh = start(plan, starter, parts, progress);
            up = true;
            return mesh;
        } finally {
            if (!up) {
                parts.close();
            }
        }
    }

    private static LocalMesh start(MeshSpec plan, Runners.Starter starter, Parts parts, IntConsumer progress)
            throws InterruptedException {
        MeshDirectory directory = parts.add(MeshDirectory.create());
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(THREADS, NioIoHandler.newFactory());
        parts.add(() -> group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS));
        X0xdBinary x0xd = plan.x0xd();
        Daemons daemons = parts.add(
                x0xd == null
                        ? StandInDaemons.start(plan, directory, group.next(), progress)
                        : X0xdDaemons.start(x0xd, plan, directory, group.next(), progress));
        List<Daemons.Node> nodes = daemons.nodes();
        AgentId coordinator = nodes.get(0).agentId();
        Runners runners = parts.add(starter.start(nodes, coordinator, directory, group));
        return new LocalMesh(daemons, runners, directory, parts);
    }

    /** The nodes; the first is the anchor. */
    public List<Daemons.Node> nodes() {
        return daemons.nodes();
    }

    public Daemons.Node anchor() {
        return daemons.nodes().get(0);
    }

    /** Describes the daemons for a person, such as {@code stand-ins, quic}. */
    public String describe() {
        return daemons.describe();
    }

    /** The roster of all nodes, each pinned to its daemon's agent id. */
    public RosterSelection roster() {
        List<RunConfig.Node> roster = nodes().stream()
                .map(node -> new RunConfig.Node(node.label(), node.agentId()))
                .toList();
        return new RosterSelection(anchor().label(), roster, List.of(), null);
    }

    /**
     * Calls the listener with one line when a daemon or a runner has failed by itself; see {@link Daemons#onFailure} and
     * {@link Runners#onFailure}.
     */
    public void onFailure(Consumer<String> listener) {
        daemons.onFailure(listener);
        runners.onFailure(listener);
    }

    /** The stand-ins, for tests that inject faults; empty with real daemons. */
    public Optional<MiniMesh> standIns() {
        return daemons instanceof StandInDaemons standIns ? Optional.of(standIns.mesh()) : Optional.empty();
    }

    /** The number of a real daemon's process. */
    public long pid(NodeLabel label) {
        if (daemons instanceof X0xdDaemons real) {
            return real.pid(label);
        }
        throw new IllegalStateException("stand-ins have no process of their own");
    }

    /** A directory that goes with the mesh; creates it if needed. */
    public Path folder(String name) {
        return directory.folder(name);
    }

    /** Stops one runner gracefully, as an operator does. */
    public void stopRunner(NodeLabel label) throws InterruptedException {
        runners.stop(label);
    }

    @Override
    public void close() {
        parts.close();
    }
}
