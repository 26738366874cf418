package dev.x0xtest.minimesh.contract.mesh;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Real x0xd processes on loopback. They form a private network, each has all others as bootstrap peers, and they share
 * no files.
 */
public final class RealMesh implements DaemonMesh {
    private static final Duration START = Duration.ofSeconds(60);
    private final Path root;
    private final List<RealProcess> processes = new ArrayList<>();
    private final List<DaemonNode> nodes = new ArrayList<>();

    private RealMesh(Path root) {
        this.root = root;
    }

    public static RealMesh start(Path binary, MeshPlan plan) throws IOException {
        Path root = Files.createTempDirectory("x0xd-contract-");
        RealMesh mesh = new RealMesh(root);
        Runtime.getRuntime().addShutdownHook(new Thread(mesh::close, "x0xd-contract-end"));
        try {
            mesh.launch(binary, plan);
            return mesh;
        } catch (IOException | RuntimeException | AssertionError e) {
            mesh.close();
            throw e;
        }
    }

    private void launch(Path binary, MeshPlan plan) throws IOException {
        List<Integer> ports = freeUdpPorts(plan.nodes());
        for (int i = 0; i < plan.nodes(); i++) {
            RealProcess process = RealProcess.launch(binary, root.resolve("n" + i), configuration(i, ports, plan));
            processes.add(process);
            nodes.add(process.await(START));
        }
    }

    private String configuration(int index, List<Integer> ports, MeshPlan plan) {
        List<String> others = new ArrayList<>();
        ports.stream().filter(port -> !port.equals(ports.get(index))).forEach(port -> others.add(quoted(port)));
        Path home = root.resolve("n" + index);
        return """
                bind_address = %s
                api_address = "127.0.0.1:0"
                data_dir = "%s"
                identity_dir = "%s"
                network_id = "%s"
                mdns_enabled = false
                port_mapping_enabled = false
                rendezvous_enabled = false
                bootstrap_peers = [%s]
                heartbeat_interval_secs = %d
                log_level = "warn"
                [update]
                enabled = false
                """.formatted(
                        quoted(ports.get(index)),
                        home.resolve("data"),
                        home.resolve("identity"),
                        root.getFileName(),
                        String.join(", ", others),
                        plan.heartbeatSecs());
    }

    private static String quoted(int port) {
        return "\"127.0.0.1:" + port + "\"";
    }

    private static List<Integer> freeUdpPorts(int count) throws IOException {
        List<DatagramSocket> held = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                held.add(new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
            }
            return held.stream().map(DatagramSocket::getLocalPort).toList();
        } finally {
            held.forEach(DatagramSocket::close);
        }
    }

    @Override
    public List<DaemonNode> nodes() {
        return List.copyOf(nodes);
    }

    @Override
    public synchronized void close() {
        if (!Files.exists(root)) {
            return;
        }
        processes.forEach(RealProcess::terminate);
        processes.forEach(RealProcess::awaitExit);
        Directories.delete(root);
    }
}
