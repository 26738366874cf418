package dev.x0xtest.serve;

import dev.x0xtest.cli.UsageException;
import dev.x0xtest.cli.options.DaemonOptions;
import dev.x0xtest.cli.options.Given;
import dev.x0xtest.cli.options.Names;
import dev.x0xtest.coordinator.command.options.AnchorOptions;
import dev.x0xtest.coordinator.command.options.FleetOptions;
import dev.x0xtest.coordinator.command.options.NetworkOptions;
import dev.x0xtest.coordinator.command.options.RosterOptions;
import dev.x0xtest.coordinator.fleet.Fleet;
import dev.x0xtest.coordinator.fleet.Network;
import dev.x0xtest.coordinator.matrix.RosterSelection;
import dev.x0xtest.serve.measure.Target;
import dev.x0xtest.wire.NetworkName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The networks that are watched, their nodes, and the ways to their anchors; a picocli mixin. */
@Command
final class NetworksOptions {
    private static final String OPTION = "--network";

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    @Mixin
    private FleetOptions fleetOptions = new FleetOptions();

    @Mixin
    private DaemonOptions daemonOptions = new DaemonOptions();

    @Mixin
    private AnchorOptions anchorOptions = new AnchorOptions();

    @Mixin
    private RosterOptions rosterOptions = new RosterOptions();

    @Option(
            names = OPTION,
            split = ",",
            arity = "1..*",
            paramLabel = "NAME",
            description =
                    "The networks to watch: test, prod, or those of the fleet file, each on a schedule of its own."
                            + " Every network but test must be given on the command line (default: test).")
    private List<String> networks = new ArrayList<>();

    /**
     * What is measured, network by network in the order given; reads the fleet's file. Throws one clear line.
     *
     * @param fleetRate hops per second of all hosts together; null: no bound
     */
    List<Target> targets(@Nullable Integer fleetRate) {
        List<NetworkName> names = names();
        List<Target> targets = new ArrayList<>();
        for (NetworkName name : names) {
            Fleet fleet = fleetOptions.fleet(name).orElse(null);
            if (fleet == null && names.size() > 1) {
                throw new UsageException(OPTION + ": several networks need --fleet or --tokens-file");
            }
            if (fleet == null) {
                daemonOptions.address();
                daemonOptions.readableTokenSource();
            }
            Network network = fleet == null ? Network.named(name) : fleet.network(name);
            NetworkOptions.Chosen chosen = new NetworkOptions.Chosen(fleet, network);
            RosterSelection selection = rosterOptions.selection(chosen);
            targets.add(new Target(
                    name,
                    selection,
                    anchorOptions.of(chosen, rosterOptions, selection, daemonOptions),
                    fleetRate,
                    null));
        }
        return targets;
    }

    private List<NetworkName> names() {
        List<NetworkName> names = new ArrayList<>();
        for (String word : networks.isEmpty() ? List.of(Network.TEST.text()) : Names.words(networks)) {
            NetworkName name = Names.network(OPTION, word);
            if (names.contains(name)) {
                throw new UsageException(OPTION + " names " + name.text() + " twice");
            }
            boolean asked = command == null || Given.option(command, OPTION);
            if (!name.equals(Network.TEST) && !asked) {
                throw new UsageException("network = \"" + name.text() + "\" in a file is not enough: give " + OPTION
                        + " " + name.text());
            }
            names.add(name);
        }
        return names;
    }

    /** The name of the fleet's file without its ending; {@code fleet} if there is none. */
    String fleetName() {
        Path file = fleetOptions
                .fleet(names().get(0))
                .map(fleet -> Path.of(fleet.source()).getFileName())
                .orElse(null);
        return file == null ? "fleet" : file.toString().replaceAll("\\.[a-z]+$", "");
    }
}
