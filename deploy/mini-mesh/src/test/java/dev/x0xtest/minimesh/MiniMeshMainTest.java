package dev.x0xtest.minimesh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.minimesh.transport.QuicNetwork;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class MiniMeshMainTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path root;

    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void endProcesses() throws InterruptedException {
        for (Process process : processes) {
            process.destroyForcibly();
            process.waitFor(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void processesStartedLikeX0xdFindEachOtherAndEndCleanly() throws Exception {
        Assumptions.assumeTrue(QuicNetwork.whyNot().isEmpty());
        int firstPort = freeUdpPort();
        int secondPort = freeUdpPort();
        Api first = started("first", firstPort, secondPort);
        Api second = started("second", secondPort, firstPort);
        String recipient = second.get("/agent").json().get("agent_id").asText();
        Awaitility.await("the two are connected")
                .atMost(PATIENCE)
                .until(() -> !first.get("/peers").json().get("peers").isEmpty());
        try (var events = second.events("/direct/events")) {
            assertThat(first.gossip(recipient, "hello").status()).isEqualTo(200);
            assertThat(Api.Events.payload(events.event("direct_message"))).isEqualTo("hello");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("first/data/api-token"))))
                .isEqualTo("rw-------");
        processes.get(0).destroy();
        assertThat(processes.get(0).waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(processes.get(0).exitValue()).isZero();
        assertThat(root.resolve("first/data/api.port")).doesNotExist();
        assertThat(second.post("/shutdown", "").status()).isEqualTo(200);
        assertThat(processes.get(1).waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(processes.get(1).exitValue()).isZero();
    }

    @Test
    void aBadConfigurationIsOneLine() throws IOException {
        Path file = root.resolve("bad.toml");
        Files.writeString(file, "data_dir = \"" + root + "\"\napi_address = \"nowhere\"\n");
        assertThat(run("--config", file.toString()))
                .isEqualTo("1: Error: api_address is not an address with a port: nowhere\n");
        assertThat(run("--config", root.resolve("none.toml").toString()))
                .startsWith("1: Error: configuration file not found: ")
                .hasLineCount(1);
        assertThat(run()).startsWith("1: Error: data_dir is not set").hasLineCount(1);
        Files.writeString(file, "data_dir = 7\n");
        assertThat(run("--config", file.toString()))
                .endsWith("data_dir must be a string\n")
                .hasLineCount(1);
    }

    @Test
    void aNamedInstanceNeedsANetworkId() throws IOException {
        Path file = root.resolve("named.toml");
        Files.writeString(file, "data_dir = \"" + root + "\"\n");
        assertThat(run("--config", file.toString(), "--name", "alice"))
                .isEqualTo("1: Error: instance alice has a configuration file without network_id\n");
    }

    @Test
    void unknownKeysOnlyWarn() throws IOException {
        Path file = root.resolve("odd.toml");
        Files.writeString(file, "data_dir = \"" + root + "\"\nwhatever = 1\n[update]\nenabled = false\n");
        assertThat(run("--config", file.toString(), "--check", "--whatever"))
                .isEqualTo("0: warning: unknown configuration key whatever\n");
    }

    @Test
    void aBadFlagIsOneLine() {
        assertThat(run("--api-port", "many"))
                .startsWith("1: Error: ")
                .contains("many")
                .hasLineCount(1);
        assertThat(run("--fault", "explode")).isEqualTo("1: Error: fault: unknown action explode\n");
    }

    private static String run(String... arguments) {
        var errors = new StringWriter();
        int status = MiniMeshMain.commandLine(new MiniMeshMain())
                .setErr(new PrintWriter(errors, true))
                .setOut(new PrintWriter(new StringWriter()))
                .execute(arguments);
        return status + ": " + errors;
    }

    private Api started(String name, int port, int otherPort) throws Exception {
        Path home = Files.createDirectories(root.resolve(name));
        Path data = Files.createDirectories(home.resolve("data"));
        Files.writeString(home.resolve("config.toml"), """
                bind_address = "127.0.0.1:%d"
                api_address = "127.0.0.1:0"
                data_dir = "%s"
                identity_dir = "%s"
                network_id = "test"
                mdns_enabled = false
                bootstrap_peers = ["127.0.0.1:%d"]
                [update]
                enabled = false
                """.formatted(port, data, home.resolve("identity"), otherPort));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        MiniMeshMain.class.getName(),
                        "--config",
                        home.resolve("config.toml").toString(),
                        "--skip-update-check",
                        "--no-hard-coded-bootstrap",
                        "--disable-peer-cache",
                        "--no-port-mapping")
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("log").toFile())
                .start();
        processes.add(process);
        Awaitility.await("api.port of " + name).atMost(PATIENCE).until(() -> {
            assertThat(process.isAlive()).as(() -> log(home)).isTrue();
            return Files.exists(data.resolve("api.port")) && Files.size(data.resolve("api.port")) > 0;
        });
        return new Api(
                URI.create("http://" + Files.readString(data.resolve("api.port"))),
                Files.readString(data.resolve("api-token")));
    }

    private static String log(Path home) {
        try {
            return Files.readString(home.resolve("log"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static int freeUdpPort() throws IOException {
        try (var socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            return socket.getLocalPort();
        }
    }
}
