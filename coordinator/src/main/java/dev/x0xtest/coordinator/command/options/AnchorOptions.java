package dev.x0xtest.coordinator.command.options;

import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.cli.StrongRandom;
import dev.x0xtest.cli.UsageException;
import dev.x0xtest.cli.options.DaemonOptions;
import dev.x0xtest.cli.options.Given;
import dev.x0xtest.cli.terminal.Terminals;
import dev.x0xtest.coordinator.fleet.Fleet;
import dev.x0xtest.coordinator.fleet.FleetNode;
import dev.x0xtest.coordinator.fleet.FleetTokens;
import dev.x0xtest.coordinator.fleet.Network;
import dev.x0xtest.coordinator.matrix.Loop;
import dev.x0xtest.coordinator.matrix.RosterSelection;
import dev.x0xtest.coordinator.tunnel.AnchorRoute;
import dev.x0xtest.daemon.DaemonAddress;
import dev.x0xtest.daemon.TokenSource;
import dev.x0xtest.wire.NodeLabel;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** How the anchor's daemon is reached, and with which token; a picocli mixin. */
public final class AnchorOptions {
    @Spec(Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(
            names = "--no-tunnel",
            description = "Reach the anchor without ssh: it is this machine, or --api-base leads to it.")
    private boolean noTunnel;

    /** An anchor, the route to it and its token, which is read when asked for, before the route is opened. */
    public record Anchor(NodeLabel node, AnchorRoute route, Supplier<TokenSource> token) {}

    /** The anchor of a run without a fleet; throws one clear line. */
    public static Anchor local(DaemonOptions daemonOptions, NodeLabel node) {
        DaemonAddress address = daemonOptions.address();
        daemonOptions.tokenSource();
        return new Anchor(node, AnchorRoute.direct(address), daemonOptions::readableTokenSource);
    }

    /** The anchors that a selection of nodes may use, in order of preference; throws one clear line. */
    public List<Anchor> of(
            NetworkOptions.Chosen chosen,
            RosterOptions roster,
            RosterSelection selection,
            DaemonOptions daemonOptions) {
        Fleet fleet = chosen.fleet();
        Network network = chosen.network();
        return fleet == null
                ? List.of(local(daemonOptions, selection.anchor()))
                : of(fleet, roster.anchors(fleet, selection, network.name()), network, daemonOptions);
    }

    /** The anchors of a run with a fleet, in order of preference; throws one clear line. */
    public List<Anchor> of(Fleet fleet, List<NodeLabel> nodes, Network network, DaemonOptions daemonOptions) {
        // Without a tunnel there is one daemon, whatever the fleet file says.
        return nodes.stream()
                .limit(noTunnel ? 1 : nodes.size())
                .map(node -> of(fleet, fleet.node(node, network.name()), network, daemonOptions))
                .toList();
    }

    /**
     * The first anchor whose daemon answers. Asks nothing if there is one anchor only, and does not ask the last one: the
     * run says what is wrong with it. Blocks for some 25 s per anchor that does not answer.
     *
     * @param unusable gets each anchor before it, with the reason in one line
     */
    public static Anchor firstUsable(List<Anchor> anchors, PrintWriter err, Map<NodeLabel, String> unusable)
            throws InterruptedException {
        for (int at = 0; at + 1 < anchors.size(); at++) {
            Anchor anchor = anchors.get(at);
            try (Loop loop = Loop.start()) {
                anchor.route().probe(loop.eventLoop(), StrongRandom.system(), anchor.token());
                return anchor;
            } catch (EnvironmentException e) {
                unusable.put(anchor.node(), String.valueOf(e.getMessage()));
                err.println(Terminals.forStderr("the anchor " + anchor.node().text() + " cannot be used: "
                        + e.getMessage() + "; trying "
                        + anchors.get(at + 1).node().text()));
                err.flush();
            }
        }
        return anchors.get(anchors.size() - 1);
    }

    private Anchor of(Fleet fleet, FleetNode anchor, Network network, DaemonOptions daemonOptions) {
        int port = fleet.apiPort(anchor, network);
        boolean ownToken = Given.option(command, "--api-token-file");
        Supplier<TokenSource> token =
                ownToken ? daemonOptions::readableTokenSource : new FleetTokens(fleet.source(), network).of(anchor);
        if (noTunnel) {
            DaemonAddress address = Given.option(command, "--api-base")
                    ? daemonOptions.address()
                    : DaemonAddress.parse("http://127.0.0.1:" + port);
            return new Anchor(anchor.label(), AnchorRoute.direct(address), token);
        }
        if (Given.option(command, "--api-base")) {
            throw new UsageException("--api-base is for a daemon that is reached without ssh: add --no-tunnel");
        }
        return new Anchor(anchor.label(), AnchorRoute.tunnel(anchor.label().text(), anchor.ssh(), port), token);
    }
}
