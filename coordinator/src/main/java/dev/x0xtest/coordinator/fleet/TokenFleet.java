package dev.x0xtest.coordinator.fleet;

import dev.x0xtest.cli.UsageException;
import dev.x0xtest.wire.NetworkName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A fleet that only one of upstream's token files describes. */
public final class TokenFleet {
    private TokenFleet() {}

    /**
     * The fleet with one network; no node is pinned.
     *
     * @param user the ssh user; null: ssh decides
     * @throws UsageException if the file cannot be read: one line
     */
    public static Fleet read(Path path, NetworkName network, @Nullable String user) {
        TokensFile tokens = TokensFile.read(path);
        FleetImport.SshDefaults ssh = new FleetImport.SshDefaults(user, null, List.of());
        List<FleetNode> nodes = new ArrayList<>();
        tokens.nodes(network)
                .forEach((label, entry) ->
                        nodes.add(new FleetNode(label, ssh.target(path, label, entry.host()), Map.of(), Map.of())));
        Fleet.contradiction(nodes).ifPresent(line -> {
            throw new UsageException(path + ": " + line);
        });
        Network known = Network.named(network);
        return new Fleet(
                path.toString(), List.of(), Map.of(network, known.with(new Network.TokenPlace.Tokens(path))), nodes);
    }
}
