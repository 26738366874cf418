package dev.x0xtest.coordinator.fleet;

import dev.x0xtest.wire.NodeLabel;
import java.nio.file.Path;

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
