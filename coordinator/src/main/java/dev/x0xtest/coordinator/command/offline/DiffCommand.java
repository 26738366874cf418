package dev.x0xtest.coordinator.command.offline;

import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.cli.ExitCode;
import dev.x0xtest.cli.UsageException;
import dev.x0xtest.cli.files.FileErrors;
import dev.x0xtest.cli.files.WholeFile;
import dev.x0xtest.cli.options.HomePath;
import dev.x0xtest.cli.options.StandardOptions;
import dev.x0xtest.cli.terminal.Terminals;
import dev.x0xtest.coordinator.command.options.ColorOptions;
import dev.x0xtest.coordinator.diff.Diff;
import dev.x0xtest.coordinator.diff.DiffJson;
import dev.x0xtest.coordinator.diff.DiffText;
import dev.x0xtest.coordinator.diff.PairChange;
import dev.x0xtest.coordinator.formats.DiffMarkdown;
import dev.x0xtest.coordinator.formats.GithubText;
import dev.x0xtest.coordinator.matrix.GithubJob;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares two earlier runs. */
@Command(
        name = "diff",
        description =
                "Compare two earlier runs of one fleet: which pairs are worse than before, fixed, still not proven,"
                        + " flapping, or slower by more than noise.",
        customSynopsis = "x0xtest diff [OPTION]... A B",
        exitCodeListHeading = "Exit status%n",
        exitCodeList = {
            "0:No pair is worse in B than in A.",
            "1:At least one pair is worse.",
            ExitCode.Help.USAGE,
            "3:A run or a report cannot be read.",
            "4:They cannot be compared: other nodes, another plane, or no pair that both decided.",
            ExitCode.Help.INTERNAL
        },
        footerHeading = "Examples%n",
        footer = {
            "  x0xtest diff latest~1 latest",
            "  x0xtest diff 9bf45442 latest --json -",
            "  x0xtest diff good.json out.json"
        },
        mixinStandardHelpOptions = true)
public final class DiffCommand implements Callable<Integer> {
    private static final String STDOUT = "-";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            index = "0",
            paramLabel = "A",
            description =
                    "The run before: latest~1, latest, the start of a run's id, the directory of a run, its run.jsonl, or"
                            + " a report as --json writes it.")
    private String base = "";

    @Parameters(index = "1", paramLabel = "B", description = "The run after it, in the same way.")
    private String head = "";

    @Option(
            names = "--json",
            paramLabel = "FILE",
            converter = HomePath.Output.class,
            description = "Write the comparison as JSON; - means stdout, without the text.")
    private @Nullable String json;

    @Option(
            names = "--markdown",
            paramLabel = "FILE",
            converter = HomePath.Output.class,
            description = "Write the comparison as Markdown; - means stdout, without the text.")
    private @Nullable String markdown;

    @Option(
            names = "--github",
            description =
                    "For a job on GitHub: print an annotation, and append the comparison as Markdown to the file that"
                            + " GITHUB_STEP_SUMMARY names.")
    private boolean github;

    @Mixin
    private ColorOptions color = new ColorOptions();

    @Mixin
    @SuppressWarnings("UnusedVariable") // read by CommandLineRunner
    private StandardOptions standard = new StandardOptions();

    @Override
    public Integer call() {
        if (STDOUT.equals(json) && STDOUT.equals(markdown)) {
            throw new UsageException("--json and --markdown cannot both be stdout: give one of them a file");
        }
        Diff diff = Diff.of(EarlierReport.of("A", base), EarlierReport.of("B", head));
        PrintWriter out = spec.commandLine().getOut();
        if (STDOUT.equals(json)) {
            out.print(json(diff));
        } else if (STDOUT.equals(markdown)) {
            out.print(markdown(diff));
        } else {
            DiffText.lines(diff, Terminals.console(Terminals.STDOUT, color.mode()))
                    .forEach(line -> out.println(github ? GithubText.inert(line) : line));
        }
        out.flush();
        if (json != null && !json.equals(STDOUT)) {
            write(json, json(diff));
        }
        if (markdown != null && !markdown.equals(STDOUT)) {
            write(markdown, markdown(diff));
        }
        ExitCode code = code(diff);
        return (github && !job(diff) ? code.whenNotWritten() : code).code();
    }

    private static ExitCode code(Diff diff) {
        if (!diff.comparable()) {
            return ExitCode.INCONCLUSIVE;
        }
        return diff.of(PairChange.Kind.NEW).isEmpty() ? ExitCode.PASS : ExitCode.FAIL;
    }

    private boolean job(Diff diff) {
        PrintWriter err = spec.commandLine().getErr();
        PrintWriter log = STDOUT.equals(json) || STDOUT.equals(markdown)
                ? err
                : spec.commandLine().getOut();
        GithubText.lines(diff).forEach(log::println);
        log.flush();
        return GithubJob.here().append(summary -> summary.write(markdown(diff)), err);
    }

    private static String json(Diff diff) {
        return DiffJson.tree(diff).toPrettyString() + "\n";
    }

    private static String markdown(Diff diff) {
        return String.join("\n", DiffMarkdown.lines(diff)) + "\n";
    }

    private static void write(String file, String text) {
        try {
            WholeFile.write(Path.of(file), text);
        } catch (IOException e) {
            throw new EnvironmentException("cannot write " + file + ": " + FileErrors.reason(e), e);
        }
    }
}
