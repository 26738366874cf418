package dev.x0xtest.local.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.local.CommandRun;
import dev.x0xtest.local.mesh.LocalMesh;
import dev.x0xtest.local.mesh.Meshes;
import dev.x0xtest.local.mesh.daemons.Daemons;
import dev.x0xtest.local.mesh.daemons.X0xdBinary;
import dev.x0xtest.local.mesh.process.ChildProcess;
import dev.x0xtest.wire.NodeLabel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A mesh in which every daemon and every runner is a process that can be killed and started again. */
final class KillableMesh implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration END = Duration.ofSeconds(2);

    private final LocalMesh mesh;
    private final KillableRunners runners;
    private final Map<NodeLabel, ChildProcess> daemons = new HashMap<>();
    private final Map<NodeLabel, List<String>> commands = new HashMap<>();

    private KillableMesh(LocalMesh mesh, KillableRunners runners) throws IOException {
        this.mesh = mesh;
        this.runners = runners;
        for (Daemons.Node node : mesh.nodes()) {
            String line = Files.readString(
                    Path.of("/proc", String.valueOf(mesh.pid(node.label())), "cmdline"), StandardCharsets.UTF_8);
            commands.put(
                    node.label(), List.of(line.substring(0, line.length() - 1).split("\0", -1)));
            keepPort(node);
        }
    }

    static KillableMesh start(X0xdBinary x0xd, int nodes) throws IOException, InterruptedException {
        AtomicReference<KillableRunners> runners = new AtomicReference<>();
        LocalMesh mesh = LocalMesh.start(Meshes.plan(nodes, x0xd, 5), (all, coordinator, directory, group) -> {
            KillableRunners started = KillableRunners.start(all, coordinator, directory, group);
            runners.set(started);
            return started;
        });
        return new KillableMesh(mesh, Objects.requireNonNull(runners.get()));
    }

    LocalMesh mesh() {
        return mesh;
    }

    Daemons.Node node(int number) {
        return mesh.nodes().get(number);
    }

    /** The ledgers of a node's runner. */
    Path ledgers(Daemons.Node node) {
        return runners.state(node.label());
    }

    long runner(Daemons.Node node) {
        return runners.process(node.label()).pid();
    }

    long daemon(Daemons.Node node) {
        ChildProcess restarted = daemons.get(node.label());
        return restarted == null ? mesh.pid(node.label()) : restarted.pid();
    }

    /** It took any free port. Started again, it is to take the same. */
    private void keepPort(Daemons.Node node) throws IOException {
        Path config = home(node).resolve("x0xd.toml");
        String address = node.address().base().getAuthority();
        Files.writeString(config, Files.readString(config).replace("\"127.0.0.1:0\"", "\"" + address + "\""));
    }

    private Path home(Daemons.Node node) {
        return mesh.folder(node.label().text());
    }

    /** Starts the daemon of a node if it has ended. */
    void startDaemon(Daemons.Node node) {
        awaitEnded(daemon(node));
        Path home = home(node);
        Map<String, String> environment =
                Map.of("HOME", home.toString(), "X0X_HOME", home.resolve("x0x").toString());
        Path log = home.resolve("x0xd" + System.nanoTime() + ".log");
        daemons.put(
                node.label(),
                ChildProcess.start(
                        "x0xd of " + node.label().text(),
                        Objects.requireNonNull(commands.get(node.label())),
                        home,
                        log,
                        environment));
    }

    void startRunner(Daemons.Node node) {
        awaitEnded(runner(node));
        runners.start(node);
    }

    private static void awaitEnded(long pid) {
        Awaitility.await("the end of process " + pid)
                .pollInterval(Duration.ofMillis(20))
                .atMost(PATIENCE)
                .until(() ->
                        ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
    }

    /** Starts what has ended, and waits until every runner is well and can be asked through the anchor. */
    void mend() {
        for (Daemons.Node node : mesh.nodes()) {
            if (ended(daemon(node))) {
                startDaemon(node);
            }
            if (ended(runner(node))) {
                startRunner(node);
            }
        }
        String[] status = Stream.concat(Stream.of("status", "--timeout", "5s"), CommandRun.way(mesh).stream())
                .toArray(String[]::new);
        Awaitility.await("a mesh that is well")
                .pollInterval(Duration.ofMillis(200))
                .atMost(PATIENCE)
                .untilAsserted(() -> {
                    CommandRun.Said said = CommandRun.said(status);
                    assertThat(said.exit()).as(said.out() + said.err()).isZero();
                    assertThat(said.out()).doesNotContain("busy");
                });
    }

    private static boolean ended(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty();
    }

    @Override
    public void close() {
        daemons.values().forEach(ChildProcess::terminate);
        daemons.values().forEach(daemon -> daemon.awaitEnd(END));
        mesh.close();
    }
}
