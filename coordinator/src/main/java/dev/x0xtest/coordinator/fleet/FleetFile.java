package dev.x0xtest.coordinator.fleet;

import dev.x0xtest.cli.Printable;
import dev.x0xtest.cli.Suggestions;
import dev.x0xtest.cli.UsageException;
import dev.x0xtest.cli.config.TomlFile;
import dev.x0xtest.cli.options.DurationConverter;
import dev.x0xtest.cli.options.HomePath;
import dev.x0xtest.cli.options.Names;
import dev.x0xtest.coordinator.fleet.FleetNode.Membership;
import dev.x0xtest.coordinator.tunnel.SshTarget;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.NetworkName;
import dev.x0xtest.wire.NodeLabel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.TypeConversionException;

/** Reads a fleet file, which is TOML. Unknown keys are errors. Relative paths start at the file's directory. */
public final class FleetFile {
    private static final Duration LONGEST_HOLD = Duration.ofMinutes(5);

    private static final Pattern HOST_MISSING = Pattern.compile(": in nodes\\.(\\S+): host is missing$");
    private static final HomePath PATHS = HomePath.of(System.getenv());

    private final TomlFile file;
    private final Path directory;
    private final FleetToml.Defaults defaults;
    private final List<String> mistakes = new ArrayList<>();

    private FleetFile(TomlFile file, Path path, FleetToml.@Nullable Defaults defaults) {
        this.file = file;
        this.directory = Objects.requireNonNullElse(path.toAbsolutePath().getParent(), Path.of("/"));
        this.defaults = defaults == null ? new FleetToml.Defaults(null, null, null, null) : defaults;
    }

    /**
     * The fleet that a file describes.
     *
     * @throws UsageException one line that starts with the file, and line and column where known
     */
    public static Fleet read(Path path) {
        return read(path, TomlFile.read(path));
    }

    /** The same for a text that the file does not have yet. */
    public static Fleet of(Path path, String text) {
        return read(path, TomlFile.of(path, text));
    }

    private static Fleet read(Path path, TomlFile file) {
        FleetToml toml = file.as(FleetToml.class);
        FleetFile reader = new FleetFile(file, path, toml.defaults());
        Fleet fleet = reader.fleet(path, toml);
        reader.mistakes.stream().findFirst().ifPresent(mistake -> {
            throw new UsageException(mistake);
        });
        return fleet;
    }

    /**
     * Every mistake in a file, and everything that would fail in a run and can be seen from here.
     *
     * @return a line for each, which starts with the file, and line and column where known
     * @throws UsageException if the file cannot be read
     */
    public static List<String> problems(Path path) {
        List<String> problems = new ArrayList<>();
        TomlFile file = TomlFile.lenient(path, problems::add);
        FleetToml toml = file.as(FleetToml.class, problems::add);
        FleetFile reader = new FleetFile(file, path, toml.defaults());
        Fleet fleet = reader.fleet(path, toml);
        problems.addAll(reader.mistakes);
        problems.addAll(new FleetProblems(file, fleet).lines());
        return problems.stream()
                .filter(problem -> !followsFrom(problems, problem))
                .map(Printable::line)
                .distinct()
                .toList();
    }

    /** A missing host is no mistake of its own if a key of the node is misspelt. */
    private static boolean followsFrom(List<String> problems, String problem) {
        Matcher missing = HOST_MISSING.matcher(problem);
        return missing.find()
                && problems.stream().anyMatch(other -> other.contains("unknown key 'nodes." + missing.group(1) + "."));
    }

    /** Whether the file is a fleet file rather than a file of options. */
    public static boolean isOne(Path path) {
        return TomlFile.lenient(path, problem -> {}).hasTableOr("anchors");
    }

    /** The value, or null after its mistake was noted. */
    private <T> @Nullable T noted(Supplier<T> value) {
        try {
            return value.get();
        } catch (UsageException e) {
            mistakes.add(String.valueOf(e.getMessage()));
            return null;
        }
    }

    private Fleet fleet(Path path, FleetToml toml) {
        Map<NetworkName, Network> networks = new LinkedHashMap<>();
        orEmpty(toml.networks()).forEach((name, network) -> {
            Network read = noted(() -> network(networkName("networks", name), network));
            if (read != null) {
                networks.put(read.name(), read);
            }
        });
        List<FleetNode> nodes = new ArrayList<>();
        orEmpty(toml.nodes()).forEach((name, node) -> {
            FleetNode read = noted(() -> node(label("nodes." + name, name), node));
            if (read != null) {
                nodes.add(read);
            }
        });
        if (orEmpty(toml.nodes()).isEmpty()) {
            mistakes.add(path + ": no nodes: add a table [nodes.LABEL] for each host");
        }
        Fleet.contradictions(nodes)
                .forEach(contradiction ->
                        mistakes.add(file.place("nodes." + contradiction.node().text() + "." + contradiction.key())
                                + ": " + contradiction.text()));
        List<NodeLabel> anchors = new ArrayList<>();
        for (String name : orEmpty(toml.anchors())) {
            NodeLabel anchor = noted(() -> label("anchors", name));
            if (anchor != null && !orEmpty(toml.nodes()).containsKey(name)) {
                mistakes.add(file.place("anchors") + ": the anchor " + name + " is not one of the nodes"
                        + Suggestions.nearest(name, orEmpty(toml.nodes()).keySet())
                                .map(near -> "; did you mean " + near + "?")
                                .orElse(""));
            } else if (anchor != null) {
                anchors.add(anchor);
            }
        }
        return new Fleet(path.toString(), anchors, networks, nodes);
    }

    private Network network(NetworkName name, FleetToml.@Nullable NetworkToml written) {
        String where = "networks." + name.text();
        FleetToml.NetworkToml toml =
                written == null ? new FleetToml.NetworkToml(null, null, null, null, null, null) : written;
        Network usual = Network.known(name).orElse(null);
        Integer port = toml.apiPort();
        if (port == null && usual == null) {
            throw wrong(where, "api-port is missing");
        }
        String banner = toml.banner();
        String hold = toml.hold();
        return new Network(
                name,
                port == null ? Objects.requireNonNull(usual).apiPort() : port(where, port),
                banner == null ? (usual == null ? "" : usual.banner()) : banner,
                hold == null ? (usual == null ? Duration.ZERO : usual.hold()) : hold(where, hold),
                tokens(where, toml));
    }

    private Network.@Nullable TokenPlace tokens(String where, FleetToml.NetworkToml toml) {
        List<Network.TokenPlace> places = new ArrayList<>();
        String each = toml.tokenFile();
        String all = toml.tokensFile();
        String there = toml.tokenOnHost();
        if (each != null) {
            places.add(
                    new Network.TokenPlace.File(path(where, "token-file", each).toString()));
        }
        if (all != null) {
            places.add(new Network.TokenPlace.Tokens(path(where, "tokens-file", all)));
        }
        if (there != null) {
            places.add(checked(where, () -> new Network.TokenPlace.OnHost(there)));
        }
        if (places.size() > 1) {
            throw wrong(where, "token-file, tokens-file and token-on-host exclude each other");
        }
        return places.isEmpty() ? null : places.get(0);
    }

    private Path path(String where, String key, String text) {
        try {
            return directory.resolve(PATHS.parse(text));
        } catch (IllegalArgumentException e) {
            throw wrong(where, key + ": " + e.getMessage());
        }
    }

    private Duration hold(String where, String text) {
        try {
            Duration hold = new DurationConverter().convert(text);
            if (hold.compareTo(LONGEST_HOLD) <= 0) {
                return hold;
            }
        } catch (TypeConversionException e) {
            throw wrong(where, "hold: " + e.getMessage());
        }
        throw wrong(where, "hold: at most " + LONGEST_HOLD.toMinutes() + "m");
    }

    private FleetNode node(NodeLabel label, FleetToml.@Nullable NodeToml toml) {
        String where = "nodes." + label.text();
        String host = toml == null ? null : toml.host();
        if (toml == null || host == null) {
            throw wrong(where, "host is missing");
        }
        List<String> options = new ArrayList<>(orEmpty(toml.sshOptions()));
        options.addAll(orEmpty(defaults.sshOptions()));
        String program = defaults.ssh();
        SshTarget ssh = checked(
                where,
                () -> new SshTarget(
                        program == null
                                ? "ssh"
                                : program.startsWith("~") ? PATHS.parse(program).toString() : program,
                        host,
                        toml.user() == null ? defaults.user() : toml.user(),
                        toml.port() == null ? defaults.port() : toml.port(),
                        options));
        Map<NetworkName, Membership> memberships = new LinkedHashMap<>();
        orEmpty(toml.networks())
                .forEach((name, in) -> memberships.put(
                        networkName(where + ".networks", name), membership(where + ".networks." + name, in)));
        return new FleetNode(label, ssh, orEmpty(toml.labels()), memberships);
    }

    private Membership membership(String where, FleetToml.@Nullable MembershipToml toml) {
        String agent = toml == null ? null : toml.agent();
        Integer port = toml == null ? null : toml.apiPort();
        return new Membership(agent == null ? null : agent(where, agent), port == null ? null : port(where, port));
    }

    private AgentId agent(String where, String text) {
        return Names.agent(at(where), text);
    }

    private int port(String where, int port) {
        if (port < 1 || port > 65535) {
            throw wrong(where, "a port must be between 1 and 65535, not " + port);
        }
        return port;
    }

    private NodeLabel label(String where, String text) {
        return Names.label(at(where), text);
    }

    private NetworkName networkName(String where, String text) {
        return Names.network(at(where), text);
    }

    private <T> T checked(String where, Supplier<T> maker) {
        try {
            return maker.get();
        } catch (IllegalArgumentException e) {
            throw wrong(where, String.valueOf(e.getMessage()));
        }
    }

    private UsageException wrong(String where, String what) {
        return new UsageException(at(where) + ": " + what);
    }

    private String at(String where) {
        return file.place(where) + ": in " + where;
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    private static <T> Map<String, T> orEmpty(@Nullable Map<String, T> map) {
        return map == null ? Map.of() : map;
    }
}
