package dev.x0xtest.local.mesh.daemons;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The configuration of one x0xd in a private mesh that stays on loopback. */
final class X0xdConfig {
    /** Flags for settings that the file cannot turn off. */
    static final List<String> FLAGS =
            List.of("--no-hard-coded-bootstrap", "--skip-update-check", "--disable-peer-cache", "--no-port-mapping");

    private X0xdConfig() {}

    /**
     * The file's text. TOML wants the root keys before the first table. The daemon picks its REST port:
     * {@code api.port}.
     */
    static String text(Path home, String network, int port, List<Integer> others, int heartbeatSecs) {
        return """
                bind_address = %s
                api_address = "127.0.0.1:0"
                data_dir = %s
                identity_dir = %s
                network_id = %s
                mdns_enabled = false
                rendezvous_enabled = false
                port_mapping_enabled = false
                bootstrap_peers = [%s]
                heartbeat_interval_secs = %d
                log_level = "warn"

                [update]
                enabled = false
                """.formatted(
                        address(port),
                        quoted(home.resolve("data").toString()),
                        quoted(home.resolve("identity").toString()),
                        quoted(network),
                        others.stream().map(X0xdConfig::address).collect(Collectors.joining(", ")),
                        heartbeatSecs);
    }

    private static String address(int port) {
        return quoted("127.0.0.1:" + port);
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
