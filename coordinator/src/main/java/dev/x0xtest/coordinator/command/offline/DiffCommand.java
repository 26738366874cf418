package dev.x0xtest.coordinator.command.offline;

import dev.x0xtest.cli.ExitCode;
import dev.x0xtest.cli.UsageException;
import dev.x0xtest.cli.files.ResultFile;
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
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
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
        ResultFile asJson = new ResultFile("--json", json);
        ResultFile asMarkdown = new ResultFile("--markdown", markdown);
        if (asJson.onStdout() && asMarkdown.onStdout()) {
            throw new UsageException("--json and --markdown cannot both be stdout: give one of them a file");
        }
        Map<Path, String> read = new LinkedHashMap<>(EarlierReport.files("A", base));
        read.putAll(EarlierReport.files("B", head));
        asMarkdown.check(asJson.check(read));
        Diff diff = Diff.of(EarlierReport.of("A", base), EarlierReport.of("B", head));
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        if (asJson.onStdout()) {
            out.print(json(diff));
        } else if (asMarkdown.onStdout()) {
            out.print(markdown(diff));
        } else {
            DiffText.lines(diff, Terminals.console(Terminals.STDOUT, color.mode()))
                    .forEach(line -> out.println(github ? GithubText.inert(line) : line));
        }
        out.flush();
        boolean written = asJson.write(json(diff), err);
        written &= asMarkdown.write(markdown(diff), err);
        if (github) {
            written &= job(diff, asJson.onStdout() || asMarkdown.onStdout() ? err : out);
        }
        ExitCode code = code(diff);
        return (written ? code : code.whenNotWritten()).code();
    }

    private static ExitCode code(Diff diff) {
        if (!diff.comparable()) {
            return ExitCode.INCONCLUSIVE;
        }
        return diff.of(PairChange.Kind.NEW).isEmpty() ? ExitCode.PASS : ExitCode.FAIL;
    }

    private boolean job(Diff diff, PrintWriter log) {
        GithubText.lines(diff).forEach(log::println);
        log.flush();
        return GithubJob.here()
                .append(
                        summary -> summary.write(markdown(diff)),
                        spec.commandLine().getErr());
    }

    private static String json(Diff diff) {
        return DiffJson.tree(diff).toPrettyString() + "\n";
    }

    private static String markdown(Diff diff) {
        return String.join("\n", DiffMarkdown.lines(diff)) + "\n";
    }
}
