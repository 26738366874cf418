package dev.x0xtest.coordinator.fleet.hosts;

import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.cli.UsageException;
import dev.x0xtest.cli.files.PrivateFiles;
import dev.x0xtest.cli.files.TextFile;
import dev.x0xtest.cli.files.WholeFile;
import dev.x0xtest.coordinator.fleet.Fleet;
import dev.x0xtest.coordinator.fleet.FleetFile;
import dev.x0xtest.coordinator.fleet.FleetImport;
import dev.x0xtest.coordinator.fleet.FleetNode;
import dev.x0xtest.coordinator.fleet.FleetText;
import dev.x0xtest.coordinator.fleet.FleetTokens;
import dev.x0xtest.coordinator.fleet.Network;
import dev.x0xtest.coordinator.fleet.TokensFile;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.NodeLabel;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Makes a fleet file from one of upstream's token files, or adds to one: asks every host for its agent id over ssh, then
 * writes each token to a file of its own, and the fleet file last. A host that does not answer is written without an agent
 * id, so that the fleet is no smaller. Writes nothing if no host answers. An existing file keeps its comments and its order.
 *
 * @param out the fleet file
 * @param tokensDirectory the directory of the token files, which only their owner may read
 * @param update whether to add to an existing fleet file, which is an error otherwise
 * @param repin whether a pin may change
 */
public record PinnedImport(
        TokensFile tokens,
        Network network,
        Path out,
        Path tokensDirectory,
        List<NodeLabel> anchors,
        @Nullable String user,
        @Nullable Integer port,
        List<String> sshOptions,
        boolean update,
        boolean repin) {

    public PinnedImport {
        anchors = List.copyOf(anchors);
        sshOptions = List.copyOf(sshOptions);
    }

    /**
     * Imports. Blocks for at most about 30 s per eight nodes.
     *
     * @throws UsageException if the options or the files contradict each other
     * @throws EnvironmentException if hosts do not answer or files cannot be written; one line names all of them
     */
    public Result run(EventLoop loop, RandomGenerator random) throws InterruptedException {
        Fleet before = before();
        List<FleetNode> asked = asked(before);
        List<String> missing = new ArrayList<>();
        Map<NodeLabel, AgentId> agents = agents(asked, before, loop, random, missing);
        Network pinned = current(before)
                .with(new Network.TokenPlace.File(tokensDirectory
                        .toAbsolutePath()
                        .resolve(network.name().text() + "-{node}")
                        .toString()));
        Fleet after = new FleetImport(pinned, agents).added(out.toString(), before, asked, anchors, repin);
        String text = before == null ? FleetText.of(after, directory()) : updated(before, after);
        try {
            return new Result(written(after, text, asked), missing);
        } catch (IOException e) {
            throw new EnvironmentException("cannot write " + e.getMessage(), e);
        }
    }

    /**
     * What an import did.
     *
     * @param written a line for each thing written
     * @param missing a line for each host that did not answer
     */
    public record Result(List<String> written, List<String> missing) {
        public Result {
            written = List.copyOf(written);
            missing = List.copyOf(missing);
        }
    }

    /**
     * The nodes that an import asks.
     *
     * @throws UsageException as {@link #run}
     */
    public List<NodeLabel> nodes() {
        return asked(before()).stream().map(FleetNode::label).toList();
    }

    private List<FleetNode> asked(@Nullable Fleet before) {
        List<FleetNode> asked =
                FleetImport.toAsk(tokens, network, before, new FleetImport.SshDefaults(user, port, sshOptions));
        refuseMissing(asked);
        return asked;
    }

    private @Nullable Fleet before() {
        if (!Files.exists(out)) {
            return null;
        }
        if (!update) {
            throw new UsageException(out + " exists; --update adds to it");
        }
        return FleetFile.read(out);
    }

    private void refuseMissing(List<FleetNode> asked) {
        for (NodeLabel anchor : anchors) {
            if (asked.stream().noneMatch(node -> node.label().equals(anchor))) {
                throw new UsageException("the anchor " + anchor.text() + " is not in " + tokens.path());
            }
        }
        tokens.nodes(network.name()).forEach((label, entry) -> {
            if (entry.token() == null) {
                throw new UsageException(tokens.path() + " has no token for " + label.text());
            }
        });
    }

    private Map<NodeLabel, AgentId> agents(
            List<FleetNode> asked,
            @Nullable Fleet before,
            EventLoop loop,
            RandomGenerator random,
            List<String> problems)
            throws InterruptedException {
        FleetTokens sources =
                new FleetTokens(tokens.path().toString(), network.with(new Network.TokenPlace.Tokens(tokens.path())));
        DaemonVisit visit = new DaemonVisit(loop, random);
        Map<NodeLabel, AgentId> agents = new LinkedHashMap<>();
        NodeVisits.all(
                        asked,
                        node -> visit.ask(
                                node, apiPort(before, node), sources.of(node).get()))
                .forEach((node, outcome) -> {
                    DaemonVisit.Found found = outcome.found();
                    if (found == null) {
                        problems.add(node.label().text() + ": " + outcome.problem());
                    } else {
                        agents.put(node.label(), found.agent().agentId());
                    }
                });
        if (agents.isEmpty()) {
            throw new EnvironmentException("nothing written: " + String.join("; ", problems), null);
        }
        return agents;
    }

    /** The network as an existing file describes it. */
    private Network current(@Nullable Fleet before) {
        return before == null ? network : before.networks().getOrDefault(network.name(), network);
    }

    private int apiPort(@Nullable Fleet before, FleetNode node) {
        return before == null ? network.apiPort() : before.apiPort(node, current(before));
    }

    private Path directory() {
        return Objects.requireNonNullElse(out.toAbsolutePath().getParent(), Path.of("/"));
    }

    private String updated(Fleet before, Fleet after) {
        String text = FleetText.updated(TextFile.read(out), before, after, directory());
        boolean right;
        try {
            right = FleetFile.of(out, text).sameAs(after);
        } catch (UsageException e) {
            right = false;
        }
        if (!right) {
            throw new UsageException(
                    out + " is written in a way that --update cannot add to without losing its comments: import"
                            + " into a new file with --out FILE, and copy what is new from there");
        }
        return text;
    }

    private List<String> written(Fleet fleet, String text, List<FleetNode> asked) throws IOException {
        List<String> lines = new ArrayList<>();
        PrivateFiles.createDirectories(tokensDirectory);
        Network.TokenPlace.File place = (Network.TokenPlace.File)
                Objects.requireNonNull(fleet.network(network.name()).tokens());
        for (FleetNode node : asked) {
            Path file = place.of(node.label());
            String token = Objects.requireNonNull(tokens.nodes(network.name()).get(node.label()))
                    .token();
            PrivateFiles.replace(file, token + "\n");
            AgentId agent = fleet.node(node.label(), network.name())
                    .in(network.name())
                    .map(FleetNode.Membership::agent)
                    .orElse(null);
            lines.add(node.label().text() + "  " + (agent == null ? "not pinned" : agent.hex()) + "  " + file);
        }
        WholeFile.write(out, text);
        lines.add(
                "wrote " + out + ": " + asked.size() + (asked.size() == 1 ? " node of network " : " nodes of network ")
                        + network.name().text());
        return lines;
    }
}
