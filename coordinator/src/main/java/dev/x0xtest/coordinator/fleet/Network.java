package dev.x0xtest.coordinator.fleet;

import dev.x0xtest.cli.UsageException;
import dev.x0xtest.wire.NetworkName;
import dev.x0xtest.wire.NodeLabel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One of the networks that share the hosts of a fleet: on each host a daemon and a runner of its own.
 *
 * @param name as runners and coordinators say it
 * @param apiPort of 127.0.0.1, where its daemons answer
 * @param banner what a person is shown before anything happens; empty: nothing
 * @param hold how long a person may still think better of it
 * @param tokens null: not said
 */
public record Network(
        NetworkName name, int apiPort, String banner, Duration hold, Network.@Nullable TokenPlace tokens) {
    public static final NetworkName TEST = new NetworkName("test");
    static final NetworkName PROD = new NetworkName("prod");
    private static final int TEST_PORT = 13600;
    private static final int PROD_PORT = 12600;
    private static final Duration PROD_HOLD = Duration.ofSeconds(5);

    /** Upstream's two, as far as a fleet file does not say otherwise. */
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
     * A network of which no fleet file says anything.
     *
     * @throws UsageException when it is not one of upstream's two
     */
    public static Network named(NetworkName name) {
        return known(name)
                .orElseThrow(() -> new UsageException("nothing is known of network " + name.text()
                        + ": describe it in a fleet file, or choose test or prod"));
    }

    /**
     * The same with its daemons at another port.
     *
     * @throws UsageException when there is no such port
     */
    public Network at(int port) {
        if (port < 1 || port > 65535) {
            throw new UsageException("a port lies between 1 and 65535, not " + port);
        }
        return new Network(name, port, banner, hold, tokens);
    }

    public Network with(@Nullable TokenPlace place) {
        return new Network(name, apiPort, banner, hold, place);
    }

    /** Where the tokens of a network's daemons are. */
    public sealed interface TokenPlace {

        /** One file for each node here; {@code {node}} in the path stands for its label. */
        record File(String pattern) implements TokenPlace {
            public Path of(NodeLabel node) {
                return Path.of(pattern.replace("{node}", node.text()));
            }
        }

        /** One of upstream's token files here. */
        record Tokens(Path file) implements TokenPlace {}

        /** A file on the node's own host, read over ssh. */
        record OnHost(String path) implements TokenPlace {
            public OnHost {
                if (!path.matches("/[^'\\p{Cntrl}]+")) {
                    throw new IllegalArgumentException("'" + path + "' is no absolute path that could be asked for");
                }
            }
        }
    }
}
