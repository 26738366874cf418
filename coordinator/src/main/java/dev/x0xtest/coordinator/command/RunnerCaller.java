package dev.x0xtest.coordinator.command;

import dev.x0xtest.cli.StrongRandom;
import dev.x0xtest.cli.options.Ranges;
import dev.x0xtest.cli.terminal.Console;
import dev.x0xtest.coordinator.command.options.AnchorOptions;
import dev.x0xtest.coordinator.command.options.NetworkOptions;
import dev.x0xtest.coordinator.command.options.RosterOptions;
import dev.x0xtest.coordinator.fleet.call.AnchorCall;
import dev.x0xtest.coordinator.fleet.call.FleetCall;
import dev.x0xtest.coordinator.matrix.Loop;
import dev.x0xtest.coordinator.matrix.RosterSelection;
import dev.x0xtest.wire.AgentId;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Which runners are asked outside of a run; a picocli mixin. */
final class RunnerCaller {
    @Mixin
    private RosterOptions rosterOptions = new RosterOptions();

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            defaultValue = "15s",
            description = "How long the runners may take to answer a question (default: ${DEFAULT-VALUE}).")
    private Duration timeout = Duration.ZERO;

    /** What is to be done with the runners of a fleet. */
    interface Conversation<T> {
        T with(FleetCall fleet, AgentId self) throws InterruptedException;
    }

    /** Opens a line to the runners, holds the conversation, and closes the line. Throws one clear line. */
    <T> T hold(CommandSpec command, Console.ColorMode color, Conversation<T> conversation) throws InterruptedException {
        Ranges.positive("--timeout", timeout, Duration.ofMinutes(10), "10m");
        PrintWriter err = command.commandLine().getErr();
        AnchorWay way = AnchorWay.of(List.of(), command);
        NetworkOptions.Chosen chosen = way.chosen();
        RosterSelection selection = rosterOptions.selection(chosen);
        List<AnchorOptions.Anchor> anchors = way.anchors(chosen, rosterOptions, selection);
        way.banner(chosen).show(err, color);
        AnchorOptions.Anchor anchor = AnchorOptions.firstUsable(anchors, err, new LinkedHashMap<>());
        SecureRandom random = StrongRandom.system();
        try (Loop loop = Loop.start();
                AnchorCall line = AnchorCall.open(anchor.route(), anchor.token().get(), loop.eventLoop(), random)) {
            FleetCall fleet =
                    new FleetCall(line, anchor.node(), selection.roster(), selection.network(), timeout, random);
            return conversation.with(fleet, line.self());
        }
    }
}
