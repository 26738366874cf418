package dev.x0xtest.local;

import dev.x0xtest.local.mesh.LocalMesh;
import dev.x0xtest.local.mesh.daemons.Daemons;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * The system's sshd on a loopback port, with its own keys. Only the user who runs the test can log in.
 *
 * @param known a file of host keys with the key of this sshd
 * @param mistaken a file of host keys with another key for this sshd
 */
public record PrivateSshd(Process process, int port, Path key, Path known, Path mistaken) implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Path PROGRAM = Path.of("/usr/sbin/sshd");
    private static final Path PRIVILEGE_SEPARATION = Path.of("/run/sshd");

    /** Returns why sshd cannot run on this machine; empty if it can. */
    public static String missing() {
        if (!Files.isExecutable(PROGRAM)) {
            return "no sshd: install openssh-server";
        }
        boolean root = System.getProperty("user.name").equals("root");
        return root && !Files.isDirectory(PRIVILEGE_SEPARATION) ? "sshd needs " + PRIVILEGE_SEPARATION : "";
    }

    public static PrivateSshd start(Path directory) throws IOException, InterruptedException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        Stream.of("host", "user", "other").forEach(name -> keygen(directory.resolve(name)));
        Path authorized = Files.copy(directory.resolve("user.pub"), directory.resolve("authorized"));
        int port = free();
        Path config = Files.writeString(
                directory.resolve("sshd_config"),
                String.join(
                        "\n",
                        "Port " + port,
                        "ListenAddress 127.0.0.1",
                        "ListenAddress 127.0.0.2",
                        "ListenAddress 127.0.0.3",
                        "ListenAddress 127.0.0.4",
                        "HostKey " + directory.resolve("host"),
                        "AuthorizedKeysFile " + authorized,
                        "PidFile none",
                        "StrictModes no",
                        "UsePAM no",
                        "PasswordAuthentication no",
                        "KbdInteractiveAuthentication no",
                        ""));
        Process sshd = new ProcessBuilder(PROGRAM.toString(), "-D", "-e", "-f", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("sshd.log").toFile())
                .start();
        Awaitility.await("sshd listens").atMost(PATIENCE).until(() -> sshd.isAlive() && listens(port));
        return new PrivateSshd(
                sshd,
                port,
                directory.resolve("user"),
                known(directory.resolve("known"), port, directory.resolve("host.pub")),
                known(directory.resolve("mistaken"), port, directory.resolve("other.pub")));
    }

    private static void keygen(Path key) {
        try {
            Process process =
                    new ProcessBuilder("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString()).start();
            if (process.waitFor() != 0) {
                throw new IllegalStateException("ssh-keygen failed");
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path known(Path file, int port, Path key) throws IOException {
        String[] parts = Files.readString(key).split(" ", -1);
        return Files.writeString(file, "[127.0.0.1]:" + port + " " + parts[0] + " " + parts[1] + "\n");
    }

    private static int free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** Writes a fleet file for the mesh. This sshd is the anchor's host; the hosts of the other nodes do not exist. */
    public Path fleet(Path file, LocalMesh mesh, Path knownHosts) throws IOException {
        Daemons.Node anchor = mesh.anchor();
        StringBuilder text = new StringBuilder()
                .append("anchors = [\"" + anchor.label().text() + "\"]\n[defaults]\nuser = \"")
                .append(System.getProperty("user.name"))
                .append("\"\nssh-options = [\"IdentitiesOnly=yes\", \"IdentityFile=" + key + "\", \"UserKnownHostsFile="
                        + knownHosts + "\"]\n[networks.test]\napi-port = ")
                .append(anchor.address().base().getPort())
                .append("\ntoken-on-host = \"" + anchor.tokenFile() + "\"\n");
        for (Daemons.Node node : mesh.nodes()) {
            text.append("[nodes." + node.label().text() + "]\n");
            text.append(
                    node.equals(anchor)
                            ? "host = \"127.0.0.1\"\nport = " + port + "\n"
                            : "host = \"" + node.label().text() + ".invalid\"\n");
            text.append("networks.test.agent = \"" + node.agentId().hex() + "\"\n");
        }
        return Files.writeString(file, text);
    }

    /** Writes a fleet file for a mesh of at most four, and its tokens beside it. Each host is an address of this sshd. */
    public Path everyHost(Path file, LocalMesh mesh) throws IOException {
        StringBuilder tokens = new StringBuilder();
        StringBuilder text = new StringBuilder()
                .append("anchors = [\"" + mesh.anchor().label().text() + "\"]\n[defaults]\nuser = \"")
                .append(System.getProperty("user.name"))
                .append("\"\nssh-options = [\"IdentitiesOnly=yes\", \"IdentityFile=" + key + "\", \"UserKnownHostsFile="
                        + known + "\", \"HostKeyAlias=[127.0.0.1]:" + port
                        + "\"]\n[networks.test]\napi-port = 1\ntokens-file = \"tokens.env\"\n");
        for (Daemons.Node node : mesh.nodes()) {
            String name = node.label().text();
            String host = "127.0.0." + (mesh.nodes().indexOf(node) + 1);
            tokens.append("TEST_" + name.toUpperCase(Locale.ROOT) + "_IP=" + host + "\n");
            tokens.append("TEST_" + name.toUpperCase(Locale.ROOT) + "_TK="
                    + Files.readString(node.tokenFile()).strip() + "\n");
            text.append("[nodes." + name + "]\nhost = \"" + host + "\"\nport = " + port + "\n");
            text.append("networks.test = { agent = \"" + node.agentId().hex() + "\", api-port = "
                    + node.address().base().getPort() + " }\n");
        }
        Path secret = Files.writeString(file.resolveSibling("tokens.env"), tokens);
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        return Files.writeString(file, text);
    }

    /** Returns the processes of its open sessions. */
    List<ProcessHandle> sessions() {
        return process.children().toList();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }
}
