package dev.x0xtest.local;

import dev.x0xtest.cli.LibrarySettings;
import dev.x0xtest.cli.launch.CommandLineRunner;
import dev.x0xtest.coordinator.CoordinatorLogback;
import dev.x0xtest.coordinator.Main;
import picocli.CommandLine;

/** The command with every subcommand, as it runs in a working copy. */
public final class X0xtestMain {
    private X0xtestMain() {}

    public static void main(String[] args) {
        LibrarySettings.apply(CoordinatorLogback.class);
        CommandLine command = new CommandLine(new X0xtestCommand());
        System.exit(new CommandLineRunner(System.getenv(), Main.VARIABLES).run(command, args));
    }
}
