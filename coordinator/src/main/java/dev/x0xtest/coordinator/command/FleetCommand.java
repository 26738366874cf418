package dev.x0xtest.coordinator.command;

import picocli.CommandLine.Command;

/** What is about hosts rather than about a run. */
@Command(
        name = "fleet",
        description = "Make a fleet file, or check the hosts of a fleet.",
        subcommands = {FleetImportCommand.class, FleetCheckCommand.class},
        mixinStandardHelpOptions = true)
public final class FleetCommand {}
