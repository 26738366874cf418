package dev.x0xtest.coordinator.command;

import picocli.CommandLine.Command;

/** What is about hosts rather than about a run. */
@Command(
        name = "fleet",
        description = "Make a fleet file, or check the hosts of a fleet.",
        customSynopsis = "x0xtest fleet COMMAND [OPTION]...",
        footerHeading = "Examples%n",
        footer = {"  x0xtest fleet import --help", "  x0xtest fleet check --fleet fleet.toml"},
        subcommands = {FleetImportCommand.class, FleetCheckCommand.class},
        mixinStandardHelpOptions = true)
public final class FleetCommand {}
