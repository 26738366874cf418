package dev.x0xtest.local;

import dev.x0xtest.cli.LibrarySettings;
import dev.x0xtest.cli.Versions;
import dev.x0xtest.cli.launch.CommandLineRunner;
import dev.x0xtest.coordinator.CoordinatorLogback;
import dev.x0xtest.coordinator.Main;
import dev.x0xtest.coordinator.command.FleetCommand;
import dev.x0xtest.coordinator.command.MatrixCommand;
import dev.x0xtest.coordinator.command.ReportCommand;
import dev.x0xtest.coordinator.command.ValidateCommand;
import dev.x0xtest.coordinator.command.WhoamiCommand;
import dev.x0xtest.runner.RunnerCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command with every subcommand, as it runs in a working copy. */
public final class X0xtestMain {
    private X0xtestMain() {}

    public static void main(String[] args) {
        LibrarySettings.apply(CoordinatorLogback.class);
        CommandLine command = new CommandLine(new Root());
        System.exit(new CommandLineRunner(System.getenv(), Main.VARIABLES).run(command, args));
    }

    /** The root: says what there is. */
    @Command(
            name = "x0xtest",
            mixinStandardHelpOptions = true,
            versionProvider = Versions.Provider.class,
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
    static final class Root {}
}
