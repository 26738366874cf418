package dev.x0xtest.local;

import dev.x0xtest.cli.Versions;
import dev.x0xtest.cli.launch.Program;
import dev.x0xtest.cli.options.VerdictExitCodes;
import dev.x0xtest.coordinator.Main;
import dev.x0xtest.runner.RunnerCommand;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The program with every subcommand, as it runs in a working copy. */
public final class X0xtestMain {
    private X0xtestMain() {}

    public static void main(String[] args) {
        Main.prepare(args);
        System.exit(Program.run(() -> Main.matrix(args).orElseGet(X0xtestMain::commandLine), Main.VARIABLES, args));
    }

    /** The coordinator's subcommands and four more, by name. */
    static CommandLine commandLine() {
        CommandLine root = new CommandLine(new Root());
        List<Class<?>> commands = new ArrayList<>(Main.subcommands());
        commands.addAll(List.of(BenchCommand.class, LocalCommand.class, RunnerCommand.class, SelftestCommand.class));
        commands.sort(Comparator.comparing(X0xtestMain::name));
        // No method reference: one to a method of picocli keeps its largest class out of an archive of classes.
        for (Class<?> command : commands) {
            root.addSubcommand(command);
        }
        return root;
    }

    private static String name(Class<?> command) {
        return Objects.requireNonNull(command.getAnnotation(Command.class), command::getName)
                .name();
    }

    /** The root: names the subcommands. */
    @Command(
            name = "x0xtest",
            mixinStandardHelpOptions = true,
            versionProvider = Versions.Provider.class,
            description = Main.DESCRIPTION,
            customSynopsis = "x0xtest COMMAND [OPTION]...",
            footerHeading = "Where to begin%n",
            footer = {
                "  x0xtest local             six stand-ins on this machine, measured in seconds",
                "  x0xtest local --keep      the same, and how to break and mend a pair",
                "  x0xtest help matrix       the page of a command",
                "  x0xtest matrix --fleet F  a fleet of your own; fleet import makes the file F"
            })
    private static final class Root {
        @Mixin
        @SuppressWarnings("UnusedVariable") // read by picocli
        private VerdictExitCodes exitCodes = new VerdictExitCodes();
    }
}
