package dev.x0xtest.coordinator;

import dev.x0xtest.cli.LibrarySettings;
import dev.x0xtest.cli.Versions;
import dev.x0xtest.cli.launch.HelpCommand;
import dev.x0xtest.cli.launch.Program;
import dev.x0xtest.cli.options.DaemonOptions;
import dev.x0xtest.cli.options.VerdictExitCodes;
import dev.x0xtest.coordinator.command.CancelCommand;
import dev.x0xtest.coordinator.command.FleetCommand;
import dev.x0xtest.coordinator.command.MatrixCommand;
import dev.x0xtest.coordinator.command.ResumeCommand;
import dev.x0xtest.coordinator.command.RunsCommand;
import dev.x0xtest.coordinator.command.StatusCommand;
import dev.x0xtest.coordinator.command.ValidateCommand;
import dev.x0xtest.coordinator.command.WhoamiCommand;
import dev.x0xtest.coordinator.command.offline.BundleCommand;
import dev.x0xtest.coordinator.command.offline.DiagnoseCommand;
import dev.x0xtest.coordinator.command.offline.DiffCommand;
import dev.x0xtest.coordinator.command.offline.ExplainCommand;
import dev.x0xtest.coordinator.command.offline.ReportCommand;
import dev.x0xtest.coordinator.warmup.WarmUp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;

/** The coordinator's program. */
@Command(
        name = "x0xtest",
        description = Main.DESCRIPTION,
        customSynopsis = "x0xtest COMMAND [OPTION]...",
        footerHeading = "Where to begin%n",
        footer = {
            "  x0xtest help matrix       the page of a command",
            "  x0xtest whoami            the agent id that runners must obey",
            "  x0xtest fleet import      a fleet file from one of upstream's token files",
            "  x0xtest fleet check       what would spoil a run",
            "  x0xtest matrix            the run: every pair of the fleet"
        },
        subcommands = {
            BundleCommand.class,
            CancelCommand.class,
            DiagnoseCommand.class,
            DiffCommand.class,
            ExplainCommand.class,
            FleetCommand.class,
            HelpCommand.class,
            MatrixCommand.class,
            ReportCommand.class,
            ResumeCommand.class,
            RunsCommand.class,
            StatusCommand.class,
            ValidateCommand.class,
            WhoamiCommand.class
        },
        modelTransformer = Main.Added.class,
        mixinStandardHelpOptions = true,
        versionProvider = Versions.Provider.class)
public final class Main {
    /** What the program is for. */
    public static final String DESCRIPTION =
            "Proves, pair by pair, that every agent of an x0x fleet can deliver a direct message to every other, and"
                    + " says which side is broken when one cannot.";

    /** The environment variables of upstream's coordinator, by the option that each stands for. */
    public static final Map<String, List<String>> VARIABLES = variables();

    @Mixin
    @SuppressWarnings("UnusedVariable") // read by picocli
    private VerdictExitCodes exitCodes = new VerdictExitCodes();

    /** For picocli; the program starts in {@link #main}. */
    public Main() {}

    private static Map<String, List<String>> variables() {
        Map<String, List<String>> variables = new HashMap<>(DaemonOptions.VARIABLES);
        variables.put("--command-ack-ms", List.of("X0X_COMMAND_RAW_QUIC_ACK_MS"));
        variables.put("--tokens-file", List.of("X0X_TOKENS_FILE"));
        variables.put("--no-hold", List.of("X0X_NETWORK_NO_HOLD"));
        return Map.copyOf(variables);
    }

    /** The coordinator's subcommands, which the program of a working copy has as well; those of other jars included. */
    public static List<Class<?>> subcommands() {
        Command program = Objects.requireNonNull(Main.class.getAnnotation(Command.class), "an annotated program");
        return Stream.concat(Stream.of(program.subcommands()), added()).toList();
    }

    private static Stream<Class<?>> added() {
        return ServiceLoader.load(Subcommands.class).stream().flatMap(jar -> jar.get().commands().stream());
    }

    /** Adds the subcommands of other jars; picocli calls it for help pages, completion and manuals as well. */
    static final class Added implements CommandLine.IModelTransformer {
        @Override
        public CommandSpec transform(CommandSpec program) {
            added().forEach(command -> {
                CommandLine line = new CommandLine(command);
                program.addSubcommand(line.getCommandName(), line);
            });
            return program;
        }
    }

    public static void main(String[] arguments) {
        prepare(arguments);
        System.exit(Program.run(() -> commandLine(arguments), VARIABLES, arguments));
    }

    static CommandLine commandLine(String... arguments) {
        return matrix(arguments).orElseGet(() -> new CommandLine(new Main()));
    }

    /** What a program with these commands does before it reads its command line. */
    public static void prepare(String... arguments) {
        LibrarySettings.apply(CoordinatorLogback.class);
        if (isMatrix(arguments)) {
            WarmUp.begin();
        }
    }

    private static boolean isMatrix(String... arguments) {
        return arguments.length > 0 && arguments[0].equals("matrix");
    }

    /** For a matrix, only that command: inspecting all commands takes picocli twice as long. */
    public static Optional<CommandLine> matrix(String... arguments) {
        if (!isMatrix(arguments)) {
            return Optional.empty();
        }
        CommandSpec root = CommandSpec.create().name("x0xtest");
        return Optional.of(new CommandLine(root).addSubcommand(new MatrixCommand()));
    }
}
