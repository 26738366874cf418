package dev.x0xtest.coordinator.command.options;

import dev.x0xtest.cli.UsageException;
import dev.x0xtest.cli.options.Given;
import dev.x0xtest.cli.options.Names;
import dev.x0xtest.coordinator.fleet.Fleet;
import dev.x0xtest.coordinator.fleet.Network;
import dev.x0xtest.coordinator.matrix.Banner;
import dev.x0xtest.wire.NetworkName;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Which network a command is for, and its banner; a picocli mixin. */
public final class NetworkOptions {
    @Spec(Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(
            names = "--network",
            paramLabel = "NAME",
            defaultValue = "test",
            description =
                    "The network: test, prod, or one of the fleet file. Every network but test must be given on the"
                            + " command line (default: ${DEFAULT-VALUE}).")
    private String network = "";

    @Option(
            names = "--no-hold",
            description = "Do not wait after the banner of a network. Environment: X0X_NETWORK_NO_HOLD=1.")
    private boolean noHold;

    /** The checked name; throws one clear line. */
    public NetworkName name() {
        NetworkName name = Names.network("--network", network);
        if (!name.equals(Network.TEST) && !asked()) {
            throw new UsageException(
                    "network = \"" + name.text() + "\" in a file is not enough: give --network " + name.text());
        }
        return name;
    }

    private boolean asked() {
        CommandSpec spec = command;
        return spec == null || Given.option(spec, "--network");
    }

    /** The fleet that a command is about, null without one, and its network; throws one clear line. */
    public record Chosen(@Nullable Fleet fleet, Network network) {}

    /** The fleet of these options and the network in it. */
    public Chosen in(FleetOptions fleetOptions) {
        NetworkName name = name();
        Fleet fleet = fleetOptions.fleet(name).orElse(null);
        return new Chosen(fleet, fleet == null ? Network.named(name) : fleet.network(name));
    }

    /** The banner of {@code target}, to show before the first access to it. */
    public Banner banner(Network target) {
        return new Banner(target, !noHold);
    }
}
