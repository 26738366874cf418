package dev.x0xtest.coordinator.fleet;

import dev.x0xtest.cli.UsageException;
import dev.x0xtest.cli.files.TextFile;
import dev.x0xtest.cli.options.Names;
import dev.x0xtest.coordinator.tunnel.SshTarget;
import dev.x0xtest.daemon.TokenSource;
import dev.x0xtest.wire.NetworkName;
import dev.x0xtest.wire.NodeLabel;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Upstream's token file: shell assignments {@code TEST_NYC_IP="…"} and {@code TEST_NYC_TK="…"}, read as a shell reads them
 * and never executed. A label is the middle in lower case, {@code _} read as {@code -}. What cannot be read is an error:
 * no node is lost in silence. Nothing of it that could be a token is ever in a message.
 */
public final class TokensFile {
    private static final Pattern NAME = Pattern.compile("([A-Z][A-Z0-9]*)_([A-Z0-9_]+)_(IP|TK)");

    private final Path path;
    private final Map<NetworkName, Map<NodeLabel, Entry>> networks;

    private TokensFile(Path path, Map<NetworkName, Map<NodeLabel, Entry>> networks) {
        this.path = path;
        this.networks = networks;
    }

    /**
     * The entry of one node.
     *
     * @param token null: the file has none
     */
    public record Entry(String host, @Nullable String token) {
        @Override
        public String toString() {
            return host;
        }
    }

    /**
     * Reads it.
     *
     * @throws UsageException if it is not readable or contradicts itself: one line
     */
    public static TokensFile read(Path path) {
        return parse(path, TextFile.read(path));
    }

    static TokensFile parse(Path path, String text) {
        Map<String, ShellAssignments.Value> values;
        try {
            values = ShellAssignments.read(text.startsWith("\ufeff") ? text.substring(1) : text, NAME);
        } catch (ShellWords.SyntaxException e) {
            throw new UsageException(path + ":" + e.line() + ": " + e.getMessage());
        }
        Map<NetworkName, Map<NodeLabel, Entry>> networks = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            String place = path + ":" + value.line() + ": ";
            Matcher parts = NAME.matcher(name);
            if (!parts.matches()) {
                throw new IllegalStateException("a name of another form");
            }
            if (value.text().isBlank()) {
                throw new UsageException(place + name + " is empty");
            }
            if (parts.group(3).equals("IP")) {
                NetworkName network = Names.network(place + name, parts.group(1).toLowerCase(Locale.ROOT));
                String label = parts.group(2).toLowerCase(Locale.ROOT).replace('_', '-');
                NodeLabel node = Names.label(place + name, label);
                String host = host(place + name, value.text().strip());
                String token = token(path, name.substring(0, name.length() - 2) + "TK", values);
                Entry other = networks.computeIfAbsent(network, key -> new LinkedHashMap<>())
                        .put(node, new Entry(host, token));
                if (other != null) {
                    throw new UsageException(place + name + " is another name for the node " + node.text());
                }
            } else if (!values.containsKey(name.substring(0, name.length() - 2) + "IP")) {
                throw new UsageException(place + name + " has no " + name.substring(0, name.length() - 2) + "IP");
            }
        });
        return new TokensFile(path, networks);
    }

    private static String host(String place, String host) {
        try {
            return new SshTarget("ssh", host, null, null, List.of()).host();
        } catch (IllegalArgumentException e) {
            throw new UsageException(place + ": " + e.getMessage());
        }
    }

    private static @Nullable String token(Path path, String name, Map<String, ShellAssignments.Value> values) {
        ShellAssignments.Value value = values.get(name);
        if (value == null) {
            return null;
        }
        String place = path + ":" + value.line() + ": ";
        if (value.text().isBlank()) {
            throw new UsageException(place + name + " is empty");
        }
        try {
            return TokenSource.literal(value.text(), name).current();
        } catch (TokenSource.TokenException e) {
            throw new UsageException(place + e.getMessage());
        }
    }

    public Path path() {
        return path;
    }

    /** The networks that have a node in this file. */
    Map<NetworkName, Map<NodeLabel, Entry>> networks() {
        return networks;
    }

    /**
     * The nodes of one network.
     *
     * @throws UsageException if the network has none
     */
    public Map<NodeLabel, Entry> nodes(NetworkName network) {
        Map<NodeLabel, Entry> nodes = networks.get(network);
        if (nodes != null) {
            return nodes;
        }
        String prefix = network.text().toUpperCase(Locale.ROOT);
        TreeSet<String> others = new TreeSet<>();
        networks.keySet().forEach(name -> others.add(name.text()));
        throw new UsageException(path + " has no line " + prefix + "_…_IP"
                + (others.isEmpty() ? "" : "; it is of network " + String.join(" and ", others)));
    }
}
