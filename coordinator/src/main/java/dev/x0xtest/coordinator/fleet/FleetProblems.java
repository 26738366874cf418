package dev.x0xtest.coordinator.fleet;

import dev.x0xtest.cli.UsageException;
import dev.x0xtest.cli.config.TomlFile;
import dev.x0xtest.cli.options.HomePath;
import dev.x0xtest.daemon.TokenSource;
import dev.x0xtest.wire.NetworkName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What would fail in a run of a fleet, as far as it can be seen on this machine: token files, keys, too few nodes. */
final class FleetProblems {
    private static final int FEWEST_NODES = 2;
    private static final Set<String> FILES = Set.of("identityfile", "certificatefile");

    private final TomlFile file;
    private final Fleet fleet;
    private final List<String> lines = new ArrayList<>();

    FleetProblems(TomlFile file, Fleet fleet) {
        this.file = file;
        this.fleet = fleet;
    }

    /** A line for each problem, which starts with its place. Reads the token files. */
    List<String> lines() {
        for (Network network : networks().values()) {
            List<FleetNode> members = fleet.nodes().stream()
                    .filter(node -> node.in(network.name()).isPresent())
                    .toList();
            String table = "networks." + network.name().text();
            if (members.size() < FEWEST_NODES && !fleet.nodes().isEmpty()) {
                lines.add(file.place(table) + ": network " + network.name().text() + " has "
                        + (members.isEmpty()
                                ? "no node"
                                : "only the node " + members.get(0).label().text())
                        + ", and a matrix needs at least two");
            }
            tokens(network, table, members);
        }
        for (FleetNode node : fleet.nodes()) {
            node.ssh().options().forEach(option -> keyFile(node, option));
        }
        return lines;
    }

    /** Those of the file and of its nodes; test if there is none. */
    private Map<NetworkName, Network> networks() {
        Map<NetworkName, Network> networks = new LinkedHashMap<>(fleet.networks());
        Set<NetworkName> named = new LinkedHashSet<>();
        fleet.nodes().forEach(node -> named.addAll(node.memberships().keySet()));
        if (networks.isEmpty() && named.isEmpty()) {
            named.add(Network.TEST);
        }
        for (NetworkName name : named) {
            if (!networks.containsKey(name)) {
                Network.known(name)
                        .ifPresentOrElse(
                                network -> networks.put(name, network),
                                () -> lines.add(fleet.source() + ": nodes are in network " + name.text()
                                        + ", but there is no table [networks." + name.text() + "]"));
            }
        }
        return networks;
    }

    private void tokens(Network network, String table, List<FleetNode> members) {
        if (network.tokens() instanceof Network.TokenPlace.File place) {
            Set<Path> files = new LinkedHashSet<>();
            members.forEach(node -> files.add(place.of(node.label())));
            for (Path path : files) {
                try {
                    TokenSource.file(path).current();
                } catch (TokenSource.TokenException e) {
                    lines.add(file.place(table + ".token-file") + ": " + e.getMessage());
                }
            }
        } else if (network.tokens() instanceof Network.TokenPlace.Tokens place) {
            try {
                Map<?, TokensFile.Entry> listed = TokensFile.read(place.file()).nodes(network.name());
                members.stream()
                        .filter(node -> {
                            TokensFile.Entry entry = listed.get(node.label());
                            return entry == null || entry.token() == null;
                        })
                        .forEach(node -> lines.add(file.place(table + ".tokens-file") + ": " + place.file()
                                + " has no token for " + node.label().text()));
            } catch (UsageException e) {
                lines.add(file.place(table + ".tokens-file") + ": " + e.getMessage());
            }
        }
    }

    /** A key file that is named and cannot be read. A name with a token of ssh, such as {@code %d}, is left to ssh. */
    private void keyFile(FleetNode node, String option) {
        String[] parts = option.split("=", 2);
        String value = parts[1].strip();
        if (!FILES.contains(parts[0].strip().toLowerCase(Locale.ROOT)) || value.contains("%") || value.equals("none")) {
            return;
        }
        String own = "nodes." + node.label().text() + ".ssh-options";
        String place = file.place(own).equals(fleet.source()) ? file.place("defaults.ssh-options") : file.place(own);
        String quotes = value.replaceAll("^\"|\"$", "");
        try {
            Path path = HomePath.of(System.getenv()).parse(quotes);
            if (!Files.isReadable(path)) {
                lines.add(place + ": " + parts[0].strip() + " " + path
                        + (Files.exists(path) ? ": permission denied" : ": no such file"));
            }
        } catch (IllegalArgumentException e) {
            lines.add(place + ": " + parts[0].strip() + ": " + e.getMessage());
        }
    }
}
