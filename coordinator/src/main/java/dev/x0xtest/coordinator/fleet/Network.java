package dev.x0xtest.coordinator.fleet;

import dev.x0xtest.cli.UsageException;
import dev.x0xtest.wire.NetworkName;
import dev.x0xtest.wire.NodeLabel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One of the networks that share the hosts of a fleet. Each has its own daemon and runner on every host.
 *
 * @param name the name that runners and coordinators use
 * @param apiPort the port of its daemons on 127.0.0.1
 * @param banner shown before the first access; empty: none
 * @param hold how long the banner waits for Ctrl-C
 * @param tokens null: the file does not say
 */
public record Network(
        NetworkName name, int apiPort, String banner, Duration hold, Network.@Nullable TokenPlace tokens) {
    public static final NetworkName TEST = new NetworkName("test");
    static final NetworkName PROD = new NetworkName("prod");
    private static final int TEST_PORT = 13600;
    private static final int PROD_PORT = 12600;
    private static final Duration PROD_HOLD = Duration.ofSeconds(5);

    /** Upstream's two networks; a fleet file may override them. */
    static Optional<Network> known(NetworkName name) {
        if (name.equals(TEST)) {
            return Optional.of(new Network(TEST, TEST_PORT, "", Duration.ZERO, null));
        }
        if (name.equals(PROD)) {
            return Optional.of(new Network(PROD, PROD_PORT, "PRODUCTION FLEET: REAL USERS", PROD_HOLD, null));
        }
        return Optional.empty();
    }

    /**
     * A network that no fleet file describes.
     *
     * @throws UsageException if it is not one of upstream's two
     */
    public static Network named(NetworkName name) {
        return known(name)
                .orElseThrow(() -> new UsageException(
                        "unknown network " + name.text() + ": describe it in a fleet file, or choose test or prod"));
    }

    /**
     * The same network with another port for its daemons.
     *
     * @throws UsageException if the port is out of range
     */
    public Network at(int port) {
        if (port < 1 || port > 65535) {
            throw new UsageException("a port must be between 1 and 65535, not " + port);
        }
        return new Network(name, port, banner, hold, tokens);
    }

    public Network with(@Nullable TokenPlace place) {
        return new Network(name, apiPort, banner, hold, place);
    }

    /** The place of the tokens of a network's daemons. */
    public sealed interface TokenPlace {

        /** One local file per node; {@code {node}} in the path stands for the node's label. */
        record File(String pattern) implements TokenPlace {
            public Path of(NodeLabel node) {
                return Path.of(pattern.replace("{node}", node.text()));
            }
        }

        /** One of upstream's token files, on this machine. */
        record Tokens(Path file) implements TokenPlace {}

        /** A file on the node's own host, read over ssh. */
        record OnHost(String path) implements TokenPlace {
            public OnHost {
                if (!path.matches("/[^'\\p{Cntrl}]+")) {
                    throw new IllegalArgumentException("'" + path + "' is not an absolute path without quotes");
                }
            }
        }
    }
}
