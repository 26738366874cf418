package dev.x0xtest.coordinator.command;

import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.cli.StandardOptions;
import dev.x0xtest.coordinator.command.options.OutputOptions;
import dev.x0xtest.coordinator.matrix.RunDirectory;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.run.drive.JournalReplay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes the report of an earlier run again from its journal. */
@Command(
        name = "report",
        description = "Show the report of an earlier run again, from its journal; exits as that run did.",
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
        Path file = Files.isDirectory(run) ? run.resolve(RunDirectory.JOURNAL) : run;
        try {
            Report report = JournalReplay.report(file)
                    .orElseThrow(() -> new EnvironmentException(file + " ends before its run did", null));
            output.write(report, file, spec.commandLine());
            return report.exitCode().code();
        } catch (IOException e) {
            throw new EnvironmentException("cannot read the journal " + file + ": " + e.getMessage(), e);
        }
    }
}
