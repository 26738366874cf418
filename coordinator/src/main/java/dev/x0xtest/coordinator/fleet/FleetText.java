package dev.x0xtest.coordinator.fleet;

import dev.x0xtest.cli.config.TomlEdit;
import dev.x0xtest.coordinator.fleet.FleetNode.Membership;
import dev.x0xtest.wire.NetworkName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes a fleet file; {@link FleetFile} reads the same fleet from it. */
public final class FleetText {
    private final StringBuilder text = new StringBuilder();
    private final Path directory;

    private FleetText(Path directory) {
        this.directory = directory;
    }

    /** Paths below {@code directory}, the directory of the file, become relative. */
    public static String of(Fleet fleet, Path directory) {
        FleetText writer = new FleetText(directory);
        writer.write(fleet);
        return writer.text.toString();
    }

    /**
     * The text of an existing file with what an import adds; comments and order stay. The caller reads it again: a file
     * that is written in an unusual way may have become another fleet.
     *
     * @param before what {@code existing} describes
     * @param after the same with more nodes, more pins, other anchors, or one more network
     */
    public static String updated(String existing, Fleet before, Fleet after, Path directory) {
        TomlEdit edit = new TomlEdit(existing);
        if (!after.anchors().equals(before.anchors())) {
            edit.set(List.of("anchors"), list(labels(after)));
        }
        after.networks().forEach((name, network) -> {
            Network old = before.networks().get(name);
            if (!network.equals(old)) {
                update(edit, name.text(), old, network, directory);
            }
        });
        for (FleetNode node : after.nodes()) {
            FleetNode old = before.nodes().stream()
                    .filter(any -> any.label().equals(node.label()))
                    .findFirst()
                    .orElse(null);
            if (old == null) {
                FleetText writer = new FleetText(directory);
                writer.write(node);
                edit.append(writer.text.toString());
            } else {
                sorted(node.memberships(), name -> name.text()).forEach((name, membership) -> {
                    if (!membership.equals(old.memberships().get(new NetworkName(name)))) {
                        update(edit, List.of("nodes", node.label().text(), "networks", name), membership);
                    }
                });
            }
        }
        return edit.text();
    }

    private static void update(TomlEdit edit, List<String> path, Membership membership) {
        if (membership.agent() != null) {
            edit.set(with(path, "agent"), quoted(membership.agent().hex()));
        } else {
            edit.set(path, "{}");
        }
    }

    private static void update(TomlEdit edit, String name, @Nullable Network old, Network network, Path directory) {
        List<String> path = List.of("networks", name);
        if (old == null) {
            FleetText writer = new FleetText(directory);
            writer.write(name, network);
            edit.append(writer.text.toString());
        } else if (network.tokens() instanceof Network.TokenPlace.File file) {
            String value = quoted(new FleetText(directory).relative(Path.of(file.pattern())));
            for (String other : List.of("tokens-file", "token-on-host")) {
                edit.rename(with(path, other), "token-file", value);
            }
            edit.set(with(path, "token-file"), value);
        }
    }

    private static List<String> with(List<String> path, String name) {
        return Stream.concat(path.stream(), Stream.of(name)).toList();
    }

    private static List<String> labels(Fleet fleet) {
        return fleet.anchors().stream().map(label -> label.text()).toList();
    }

    private void write(Fleet fleet) {
        line("anchors", list(labels(fleet)));
        boolean ssh =
                fleet.nodes().stream().anyMatch(node -> !node.ssh().program().equals("ssh"));
        if (ssh) {
            header("defaults");
            line("ssh", quoted(fleet.nodes().get(0).ssh().program()));
        }
        sorted(fleet.networks(), name -> name.text()).forEach((name, network) -> write(name, network));
        fleet.nodes().forEach(this::write);
    }

    private void write(String name, Network network) {
        header("networks." + quotedKey(name));
        line("api-port", Integer.toString(network.apiPort()));
        if (!network.banner().isEmpty()) {
            line("banner", quoted(network.banner()));
        }
        if (!network.hold().isZero()) {
            line("hold", quoted(duration(network.hold())));
        }
        Network.TokenPlace tokens = network.tokens();
        if (tokens instanceof Network.TokenPlace.File file) {
            line("token-file", quoted(relative(Path.of(file.pattern()))));
        } else if (tokens instanceof Network.TokenPlace.Tokens all) {
            line("tokens-file", quoted(relative(all.file())));
        } else if (tokens instanceof Network.TokenPlace.OnHost there) {
            line("token-on-host", quoted(there.path()));
        }
    }

    private void write(FleetNode node) {
        header("nodes." + quotedKey(node.label().text()));
        line("host", quoted(node.ssh().host()));
        String user = node.ssh().user();
        if (user != null) {
            line("user", quoted(user));
        }
        Integer port = node.ssh().port();
        if (port != null) {
            line("port", port.toString());
        }
        if (!node.ssh().options().isEmpty()) {
            line("ssh-options", list(node.ssh().options()));
        }
        sorted(node.labels(), Function.identity())
                .forEach((key, value) -> line("labels." + quotedKey(key), quoted(value)));
        sorted(node.memberships(), name -> name.text()).forEach(this::write);
    }

    private void write(String network, Membership membership) {
        String key = "networks." + quotedKey(network);
        Integer port = membership.apiPort();
        if (port != null) {
            line(key + ".api-port", port.toString());
        }
        if (membership.agent() != null) {
            line(key + ".agent", quoted(membership.agent().hex()));
        } else if (port == null) {
            line(key, "{}");
        }
    }

    private static <K, V> Map<String, V> sorted(Map<K, V> map, Function<K, String> name) {
        Map<String, V> sorted = new TreeMap<>(Comparator.naturalOrder());
        map.forEach((key, value) -> sorted.put(name.apply(key), value));
        return sorted;
    }

    private String relative(Path path) {
        Path here = directory.toAbsolutePath();
        return path.startsWith(here) ? here.relativize(path).toString() : path.toString();
    }

    private static String duration(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
    }

    private void header(String table) {
        text.append(text.isEmpty() ? "" : "\n").append('[').append(table).append("]\n");
    }

    private void line(String key, String value) {
        text.append(key).append(" = ").append(value).append('\n');
    }

    private static String list(List<String> values) {
        return values.stream().map(FleetText::quoted).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String quotedKey(@Nullable String key) {
        return key != null && key.matches("[A-Za-z0-9_-]+") ? key : quoted(String.valueOf(key));
    }

    /** A basic string of TOML; characters that it cannot contain are escaped. */
    private static String quoted(String value) {
        List<String> parts = new ArrayList<>();
        value.codePoints()
                .forEach(point -> parts.add(
                        point == '"' || point == '\\'
                                ? "\\" + Character.toString(point)
                                : point < 0x20 || point == 0x7f
                                        ? String.format("\\u%04x", point)
                                        : Character.toString(point)));
        return "\"" + String.join("", parts) + "\"";
    }
}
