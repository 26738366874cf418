package dev.x0xtest.coordinator.command;

import dev.x0xtest.cli.options.StandardOptions;
import dev.x0xtest.coordinator.command.options.OutputOptions;
import dev.x0xtest.coordinator.matrix.Outputs;
import dev.x0xtest.coordinator.matrix.RunDirectory;
import dev.x0xtest.coordinator.report.Report;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes the report of an earlier run again from its journal. */
@Command(
        name = "report",
        description = "Show the report of an earlier run; exit with that run's code.",
        mixinStandardHelpOptions = true)
public final class ReportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "RUN_DIR", description = "The directory of the run, or its run.jsonl.")
    private Path run = Path.of("");

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    @SuppressWarnings("UnusedVariable") // read by CommandLineRunner
    private StandardOptions standard = new StandardOptions();

    @Override
    public Integer call() {
        Path journal = RunDirectory.journal(run);
        Outputs outputs =
                output.checked(RunDirectory.files(journal.toAbsolutePath().getParent()));
        Report report = RunDirectory.report(journal);
        CommandLine terminal = spec.commandLine();
        return outputs.write(report, journal, terminal.getOut(), terminal.getErr())
                .code();
    }
}
