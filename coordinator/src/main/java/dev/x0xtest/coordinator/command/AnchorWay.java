package dev.x0xtest.coordinator.command;

import dev.x0xtest.cli.UsageException;
import dev.x0xtest.cli.options.DaemonOptions;
import dev.x0xtest.cli.options.Given;
import dev.x0xtest.coordinator.command.options.AnchorOptions;
import dev.x0xtest.coordinator.command.options.FleetOptions;
import dev.x0xtest.coordinator.command.options.NetworkOptions;
import dev.x0xtest.coordinator.command.options.RosterOptions;
import dev.x0xtest.coordinator.command.options.TypedBefore;
import dev.x0xtest.coordinator.fleet.Fleet;
import dev.x0xtest.coordinator.matrix.Banner;
import dev.x0xtest.coordinator.matrix.RosterSelection;
import dev.x0xtest.wire.NodeLabel;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;

/** The way to the anchor; a picocli mixin. */
@Command
public final class AnchorWay {
    @Mixin
    private FleetOptions fleetOptions = new FleetOptions();

    @Mixin
    private NetworkOptions networkOptions = new NetworkOptions();

    @Mixin
    private DaemonOptions daemonOptions = new DaemonOptions();

    @Mixin
    private AnchorOptions anchorOptions = new AnchorOptions();

    /** Whether a person gave a fleet or a daemon on the command line. */
    static boolean isGiven(CommandSpec command) {
        return Stream.of("--fleet", "--tokens-file", "--api-base", "--api-token-file", "--anchor", "--nodes")
                .anyMatch(option -> Given.option(command, option));
    }

    /**
     * Reads the way that a command line gave before, with what is given anew.
     *
     * @param typed the command line before; empty: there was none
     * @param command has this mixin
     */
    static AnchorWay of(List<String> typed, CommandSpec command) {
        AnchorWay way = new AnchorWay();
        CommandLine parser = new CommandLine(way);
        TypedBefore.prepare(parser, command);
        List<String> words = TypedBefore.words(
                parser.getCommandSpec(), typed, command.commandLine().getParseResult());
        try {
            parser.parseArgs(words.toArray(String[]::new));
        } catch (CommandLine.ParameterException e) {
            throw new UsageException("the run was started with " + String.join(" ", words) + ": " + e.getMessage());
        }
        return way;
    }

    /** Refuses an address or a token that cannot be meant. */
    public void check() {
        daemonOptions.address();
        daemonOptions.readableTokenSource();
    }

    /** The network, and the fleet if there is one: reads the fleet's file. */
    public NetworkOptions.Chosen chosen() {
        return networkOptions.in(fleetOptions);
    }

    /** The way to this anchor. */
    AnchorOptions.Anchor to(NodeLabel node) {
        NetworkOptions.Chosen chosen = chosen();
        Fleet fleet = chosen.fleet();
        return fleet == null
                ? AnchorOptions.local(daemonOptions, node)
                : anchorOptions
                        .of(fleet, List.of(node), chosen.network(), daemonOptions)
                        .get(0);
    }

    /** The ways to the anchors that can be used, in order of preference. */
    public List<AnchorOptions.Anchor> anchors(
            NetworkOptions.Chosen chosen, RosterOptions roster, RosterSelection selection) {
        return anchorOptions.of(chosen, roster, selection, daemonOptions);
    }

    /** The banner of the network, to show before the first access to it. */
    Banner banner(NetworkOptions.Chosen chosen) {
        return networkOptions.banner(chosen.network());
    }
}
