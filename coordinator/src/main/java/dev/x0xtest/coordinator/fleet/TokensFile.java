package dev.x0xtest.coordinator.fleet;

import dev.x0xtest.cli.UsageException;
import dev.x0xtest.cli.files.TextFile;
import dev.x0xtest.cli.options.Names;
import dev.x0xtest.wire.NetworkName;
import dev.x0xtest.wire.NodeLabel;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Upstream's token file: shell assignments {@code TEST_NYC_IP="…"} and {@code TEST_NYC_TK="…"}, read and never executed.
 * A label is the middle in lower case, {@code _} read as {@code -}. Other lines are left alone. Nothing of it that could
 * be a token is ever in a message.
 */
public final class TokensFile {
    private static final Pattern LINE = Pattern.compile(
            "\\s*(?:export\\s+)?([A-Z]+)_([A-Z0-9_]+)_(IP|TK)=(\"[^\"]*\"|'[^']*'|[^\\s#]*)\\s*(?:#.*)?");

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
        Map<String, String> hosts = new LinkedHashMap<>();
        Map<String, String> tokens = new LinkedHashMap<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                continue;
            }
            String key = matcher.group(1) + "_" + matcher.group(2);
            String name = key + "_" + matcher.group(3);
            String value = unquoted(matcher.group(4));
            if (value.isEmpty()) {
                throw new UsageException(path + ":" + number + ": " + name + " is empty");
            }
            Map<String, String> values = matcher.group(3).equals("IP") ? hosts : tokens;
            if (values.put(key, value) != null) {
                throw new UsageException(path + ":" + number + ": " + name + " is there twice");
            }
        }
        tokens.keySet().stream()
                .filter(key -> !hosts.containsKey(key))
                .findFirst()
                .ifPresent(key -> {
                    throw new UsageException(path + ": " + key + "_TK has no " + key + "_IP");
                });
        return new TokensFile(path, grouped(path, hosts, tokens));
    }

    private static Map<NetworkName, Map<NodeLabel, Entry>> grouped(
            Path path, Map<String, String> hosts, Map<String, String> tokens) {
        Map<NetworkName, Map<NodeLabel, Entry>> networks = new LinkedHashMap<>();
        hosts.forEach((key, host) -> {
            int split = key.indexOf('_');
            NetworkName network = new NetworkName(key.substring(0, split).toLowerCase(Locale.ROOT));
            NodeLabel node = label(path, key, key.substring(split + 1));
            networks.computeIfAbsent(network, name -> new LinkedHashMap<>())
                    .put(node, new Entry(host, tokens.get(key)));
        });
        return networks;
    }

    private static NodeLabel label(Path path, String key, String part) {
        String text = part.toLowerCase(Locale.ROOT).replace('_', '-');
        return Names.label(path + ": " + key + "_IP", text);
    }

    private static String unquoted(String value) {
        boolean quoted = value.startsWith("\"") || value.startsWith("'");
        return quoted ? value.substring(1, value.length() - 1).strip() : value;
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
