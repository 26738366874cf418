package dev.x0xtest.coordinator.command.offline;

import dev.x0xtest.cli.files.UserDirectories;
import dev.x0xtest.cli.options.StandardOptions;
import dev.x0xtest.cli.options.VerdictExitCodes;
import dev.x0xtest.coordinator.causes.Judged;
import dev.x0xtest.coordinator.command.options.OutputOptions;
import dev.x0xtest.coordinator.formats.ReportFormat;
import dev.x0xtest.coordinator.matrix.Outputs;
import dev.x0xtest.coordinator.runs.RunDirectory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes the report of an earlier run again from its journal. */
@Command(
        name = "report",
        description = "Show the report of an earlier run; exit with that run's code.",
        customSynopsis = "x0xtest report [OPTION]... RUN",
        footerHeading = "Examples%n",
        footer = {
            "  x0xtest report latest",
            "  x0xtest report latest~1 --format markdown",
            "  x0xtest report ~/.local/state/x0xtest/runs/20260131T101500Z-1a2b3c4d --junit out.xml"
        },
        mixinStandardHelpOptions = true)
public final class ReportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "RUN",
            description =
                    "latest, latest~1 for the one before it, the start of a run's id, the directory of a run, or its"
                            + " run.jsonl.")
    private String run = "";

    @Option(
            names = "--format",
            paramLabel = "FORM",
            completionCandidates = Printed.class,
            description =
                    "Print it as text, json, junit, csv, markdown, prom, html, svg or github (annotations of a job); the"
                            + " same as --json - and so on (default: text).")
    private @Nullable ReportFormat format;

    /** The forms that a terminal can take. */
    private static final class Printed implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(ReportFormat.values())
                    .filter(form -> !form.binary())
                    .map(form -> form.name().toLowerCase(Locale.ROOT))
                    .iterator();
        }
    }

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    @SuppressWarnings("UnusedVariable") // read by picocli
    private VerdictExitCodes exitCodes = new VerdictExitCodes();

    @Mixin
    @SuppressWarnings("UnusedVariable") // read by CommandLineRunner
    private StandardOptions standard = new StandardOptions();

    @Override
    public Integer call() {
        Path journal = RunDirectory.journal(run, UserDirectories.of(System.getenv()));
        Path directory =
                Optional.ofNullable(journal.toAbsolutePath().getParent()).orElse(journal);
        Outputs checked = output.checked(RunDirectory.files(directory));
        Outputs outputs = format == null ? checked : checked.printing(format);
        Judged judged = new Judged(RunDirectory.report(journal));
        CommandLine terminal = spec.commandLine();
        return outputs.write(judged, journal, directory, terminal.getOut(), terminal.getErr())
                .code();
    }
}
