package dev.x0xtest.coordinator.command.options;

import dev.x0xtest.cli.UsageException;
import dev.x0xtest.cli.options.DaemonOptions;
import dev.x0xtest.cli.options.Given;
import dev.x0xtest.coordinator.fleet.Fleet;
import dev.x0xtest.coordinator.fleet.FleetNode;
import dev.x0xtest.coordinator.fleet.FleetTokens;
import dev.x0xtest.coordinator.fleet.Network;
import dev.x0xtest.coordinator.tunnel.AnchorRoute;
import dev.x0xtest.daemon.DaemonAddress;
import dev.x0xtest.daemon.TokenSource;
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

    /** The route to an anchor and its token, which is read when asked for, before the route is opened. */
    public record Anchor(AnchorRoute route, Supplier<TokenSource> token) {}

    /** Of a run without a fleet; throws one clear line. */
    public static Anchor local(DaemonOptions daemonOptions) {
        DaemonAddress address = daemonOptions.address();
        daemonOptions.tokenSource();
        return new Anchor(AnchorRoute.direct(address), daemonOptions::readableTokenSource);
    }

    /** Of one with a fleet; throws one clear line. */
    public Anchor of(Fleet fleet, FleetNode anchor, Network network, DaemonOptions daemonOptions) {
        int port = fleet.apiPort(anchor, network);
        boolean ownToken = Given.option(command, "--api-token-file");
        Supplier<TokenSource> token =
                ownToken ? daemonOptions::readableTokenSource : new FleetTokens(fleet.source(), network).of(anchor);
        if (noTunnel) {
            DaemonAddress address = Given.option(command, "--api-base")
                    ? daemonOptions.address()
                    : DaemonAddress.parse("http://127.0.0.1:" + port);
            return new Anchor(AnchorRoute.direct(address), token);
        }
        if (Given.option(command, "--api-base")) {
            throw new UsageException("--api-base is for a daemon that is reached without ssh: add --no-tunnel");
        }
        return new Anchor(AnchorRoute.tunnel(anchor.label().text(), anchor.ssh(), port), token);
    }
}
