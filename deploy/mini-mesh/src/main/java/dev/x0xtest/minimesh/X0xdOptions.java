package dev.x0xtest.minimesh;

import dev.x0xtest.minimesh.DaemonConfigFile.BadConfigException;
import dev.x0xtest.minimesh.node.links.Timings;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags of x0xd. Accepts and ignores those that mean nothing to a stand-in. */
final class X0xdOptions {
    @Option(names = "--config", paramLabel = "FILE", description = "x0xd's configuration file (TOML).")
    @Nullable
    Path config;

    @Option(names = "--name", paramLabel = "NAME", description = "Instance name.")
    @Nullable
    String name;

    @Option(names = "--api-port", paramLabel = "PORT", description = "Port of the API; 0 picks a free port.")
    @Nullable
    Integer apiPort;

    @Option(
            names = {
                "--no-hard-coded-bootstrap",
                "--no-bootstrap",
                "--disable-peer-cache",
                "--skip-update-check",
                "--no-port-mapping",
                "--relay"
            },
            description = "Accepted; a stand-in always behaves so.")
    boolean without;

    @Option(
            names = {"--exec-acl", "--connect-acl"},
            paramLabel = "FILE",
            description = "Accepted and ignored.")
    List<Path> accessLists = List.of();

    @Option(names = "--check", description = "Check the configuration and exit.")
    boolean check;

    /** The configuration of one daemon, from these flags and the file. A flag overrides the file. */
    StandInConfig toConfig(DaemonConfigFile file, Timings timings) throws BadConfigException {
        Path dataDir = Path.of(file.text("data_dir")
                .orElseThrow(() -> new BadConfigException(
                        "data_dir is not set, and a stand-in keeps away from the directories of a real x0xd")));
        String instance = name != null ? name : file.text("instance_name").orElse("");
        if (!instance.isEmpty() && file.present() && file.text("network_id").isEmpty()) {
            throw new BadConfigException("instance " + instance + " has a configuration file without network_id");
        }
        Path identityDir = file.text("identity_dir").map(Path::of).orElse(dataDir.resolve("identity"));
        long heartbeat = file.number("heartbeat_interval_secs")
                .orElse(timings.heartbeat().toSeconds());
        return new StandInConfig(
                0,
                instance,
                dataDir,
                identityDir,
                api(file),
                file.text("bind_address").orElse("127.0.0.1:0"),
                file.text("network_id").orElse("x0x.prod"),
                file.texts("bootstrap_peers"),
                timings.withHeartbeat(Duration.ofSeconds(heartbeat)));
    }

    private InetSocketAddress api(DaemonConfigFile file) throws BadConfigException {
        InetSocketAddress address =
                address("api_address", file.text("api_address").orElse("127.0.0.1:12700"));
        return apiPort == null ? address : new InetSocketAddress(address.getAddress(), apiPort);
    }

    static InetSocketAddress address(String key, String text) throws BadConfigException {
        int colon = text.lastIndexOf(':');
        try {
            String host = text.substring(0, Math.max(0, colon)).replaceAll("[\\[\\]]", "");
            int port = Integer.parseInt(text.substring(colon + 1));
            if (!host.isEmpty()) {
                return new InetSocketAddress(host, port);
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new BadConfigException(key + " is not an address with a port: " + text);
    }
}
