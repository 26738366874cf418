package dev.x0xtest.coordinator.command;

import dev.x0xtest.cli.ExitCode;
import dev.x0xtest.cli.config.ConfigKeys;
import dev.x0xtest.cli.config.Validation;
import dev.x0xtest.coordinator.fleet.FleetFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks a configuration file without running anything. */
@Command(
        name = "validate",
        description = "Check a TOML file of options or a fleet file; name every mistake with its place.",
        customSynopsis = "x0xtest validate [OPTION]... FILE",
        exitCodeListHeading = "Exit status%n",
        exitCodeList = {"0:The file is fine.", "2:It is not, or the options are wrong.", ExitCode.Help.INTERNAL},
        footerHeading = "Examples%n",
        footer = {"  x0xtest validate fleet.toml", "  x0xtest validate --for matrix options.toml"},
        mixinStandardHelpOptions = true)
public final class ValidateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", description = "The TOML file.")
    private Path file = Path.of("");

    @Option(
            names = "--for",
            paramLabel = "COMMAND",
            description = "The command it is meant for (default: the one that knows most of its keys).")
    private @Nullable String command;

    @Override
    public Integer call() {
        CommandLine root = spec.commandLine().getParent();
        if (root == null) {
            throw new IllegalStateException("validate is a subcommand");
        }
        List<String> problems = command == null && FleetFile.isOne(file)
                ? FleetFile.problems(file)
                : new Validation(root)
                        .beforeRun(file, Optional.ofNullable(command)).stream()
                                .map(ConfigKeys.Problem::message)
                                .toList();
        if (problems.isEmpty()) {
            spec.commandLine().getOut().println(file + " is fine");
            return ExitCode.PASS.code();
        }
        problems.forEach(spec.commandLine().getErr()::println);
        return ExitCode.USAGE.code();
    }
}
