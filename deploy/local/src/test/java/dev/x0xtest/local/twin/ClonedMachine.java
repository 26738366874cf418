package dev.x0xtest.local.twin;

import dev.x0xtest.daemon.DaemonAddress;
import dev.x0xtest.local.mesh.LocalMesh;
import dev.x0xtest.local.mesh.daemons.Daemons;
import dev.x0xtest.local.mesh.process.ChildProcess;
import dev.x0xtest.local.mesh.process.JavaProgram;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A second real x0xd with the files of a node, on a port of its own, in the same mesh; at wish with a runner beside it. */
final class ClonedMachine implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Duration END = Duration.ofSeconds(2);

    private final Path home;
    private final Daemons.Node original;
    private final List<ChildProcess> processes = new ArrayList<>();

    private ClonedMachine(Path home, Daemons.Node original) {
        this.home = home;
        this.original = original;
    }

    /**
     * Starts the clone. Blocks until its x0xd listens.
     *
     * @param sameMachine false: it gets a machine key of its own, as after a copy of the agent's key alone
     */
    static ClonedMachine of(Daemons.Node original, String x0xd, Path home, boolean sameMachine) throws IOException {
        Path source = original.tokenFile().getParent().getParent();
        copy(source, home);
        for (String own : List.of("data/api.port", "data/instance.lock", "identity/instance.lock")) {
            Files.deleteIfExists(home.resolve(own));
        }
        if (!sameMachine) {
            Files.delete(home.resolve("identity/machine.key"));
            Files.delete(home.resolve("identity/machine-kem.key"));
        }
        Path config = home.resolve("x0xd.toml");
        Files.writeString(
                config,
                Files.readString(config)
                        .replaceFirst("bind_address = .*", "bind_address = \"127.0.0.1:" + freePort() + "\"")
                        .replace(source.toString(), home.toString()));
        ClonedMachine clone = new ClonedMachine(home, original);
        clone.start(
                "x0xd",
                List.of(
                        x0xd,
                        "--config",
                        config.toString(),
                        "--no-hard-coded-bootstrap",
                        "--skip-update-check",
                        "--disable-peer-cache",
                        "--no-port-mapping"),
                Map.of("HOME", home.toString(), "X0X_HOME", home.resolve("x0x").toString()));
        Path port = home.resolve("data/api.port");
        Awaitility.await("the clone's x0xd listens")
                .atMost(PATIENCE)
                .until(() -> Files.exists(port) && Files.size(port) > 0);
        return clone;
    }

    /** Starts a runner beside it, as an image of the whole host does. Blocks until it is attached. */
    ClonedMachine withRunner(LocalMesh mesh) throws IOException {
        DaemonAddress address = DaemonAddress.parse(
                "http://" + Files.readString(home.resolve("data/api.port")).strip());
        List<String> command = new ArrayList<>(JavaProgram.small());
        command.addAll(List.of(
                "dev.x0xtest.runner.Main",
                "--node",
                original.label().text(),
                "--api-base",
                address.toString(),
                "--api-token-file",
                home.resolve("data/api-token").toString(),
                "--coordinator",
                mesh.anchor().agentId().hex(),
                "--lock-dir",
                Files.createDirectories(home.resolve("locks")).toString(),
                "--state-dir",
                "none"));
        ChildProcess runner = start("runner", command, Map.of());
        Awaitility.await("the clone's runner is attached")
                .atMost(PATIENCE)
                .until(() -> runner.output().contains("attached to direct messages"));
        return this;
    }

    /** Whether none of its programs has ended. */
    boolean isAlive() {
        return processes.stream().allMatch(process -> process.death().isEmpty());
    }

    private ChildProcess start(String name, List<String> command, Map<String, String> environment) {
        ChildProcess process = ChildProcess.start(
                name + " of the clone", command, home, home.resolve("clone-" + name + ".log"), environment);
        processes.add(process);
        return process;
    }

    private static void copy(Path source, Path target) throws IOException {
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.toList()) {
                Path to = target.resolve(source.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(to);
                } else {
                    Files.copy(file, to, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }

    private static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        processes.forEach(ChildProcess::terminate);
        processes.forEach(process -> process.awaitEnd(END));
    }
}
