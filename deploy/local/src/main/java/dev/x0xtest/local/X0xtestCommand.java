package dev.x0xtest.local;

import dev.x0xtest.cli.VersionProvider;
import dev.x0xtest.coordinator.command.FleetCommand;
import dev.x0xtest.coordinator.command.MatrixCommand;
import dev.x0xtest.coordinator.command.ReportCommand;
import dev.x0xtest.coordinator.command.ValidateCommand;
import dev.x0xtest.coordinator.command.WhoamiCommand;
import dev.x0xtest.runner.RunnerCommand;
import picocli.CommandLine.Command;

/** The root: says what there is. */
@Command(
        name = "x0xtest",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        description = "Proves, pair by pair, that every agent of an x0x fleet can deliver a direct message to every"
                + " other, and says which side is broken when one cannot.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            BenchCommand.class,
            FleetCommand.class,
            LocalCommand.class,
            MatrixCommand.class,
            ReportCommand.class,
            RunnerCommand.class,
            ValidateCommand.class,
            WhoamiCommand.class
        })
final class X0xtestCommand {}
