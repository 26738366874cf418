package dev.x0xtest.coordinator.command.offline;

import dev.x0xtest.cli.ExitCode;
import dev.x0xtest.cli.UsageException;
import dev.x0xtest.cli.files.ResultFile;
import dev.x0xtest.cli.files.UserDirectories;
import dev.x0xtest.cli.options.HomePath;
import dev.x0xtest.cli.options.Names;
import dev.x0xtest.cli.options.StandardOptions;
import dev.x0xtest.cli.terminal.Terminals;
import dev.x0xtest.coordinator.command.options.ColorOptions;
import dev.x0xtest.coordinator.explain.Explainer;
import dev.x0xtest.coordinator.explain.Explanation;
import dev.x0xtest.coordinator.explain.ExplanationJson;
import dev.x0xtest.coordinator.explain.ExplanationText;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.run.messages.Messages;
import dev.x0xtest.coordinator.runs.RunDirectory;
import dev.x0xtest.wire.NodeLabel;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what happened to one pair of an earlier run. */
@Command(
        name = "explain",
        description = "Show every message about one pair of an earlier run, in order, and why the pair was judged so.",
        customSynopsis = "x0xtest explain [OPTION]... RUN SRC DST",
        exitCodeListHeading = "Exit status%n",
        exitCodeList = {
            "0:The pair was explained, whatever its outcome.",
            "2:Wrong options, or the run has no such node.",
            "3:There is no such run, or its journal cannot be read.",
            ExitCode.Help.INTERNAL
        },
        footerHeading = "Examples%n",
        footer = {"  x0xtest explain latest helsinki sfo", "  x0xtest explain 9bf45442 helsinki sfo --json -"},
        mixinStandardHelpOptions = true)
public final class ExplainCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            index = "0",
            paramLabel = "RUN",
            description = "latest, the start of a run's id, the directory of a run, or its run.jsonl.")
    private String run = "";

    @Parameters(index = "1", paramLabel = "SRC", description = "The node that sends.")
    private String src = "";

    @Parameters(index = "2", paramLabel = "DST", description = "The node that receives.")
    private String dst = "";

    @Option(
            names = "--json",
            paramLabel = "FILE",
            converter = HomePath.Output.class,
            description = "Write the explanation as JSON; - means stdout, without the text.")
    private @Nullable String json;

    @Mixin
    private ColorOptions color = new ColorOptions();

    @Mixin
    @SuppressWarnings("UnusedVariable") // read by CommandLineRunner
    private StandardOptions standard = new StandardOptions();

    @Override
    public Integer call() {
        if (run.isEmpty()) {
            throw new UsageException("RUN is empty");
        }
        ResultFile asJson = new ResultFile("--json", json);
        asJson.check(EarlierReport.files("RUN", run));
        Path journal = RunDirectory.journal(run, UserDirectories.of(System.getenv()));
        Report report = RunDirectory.report(journal);
        NodeLabel from = node("SRC", src, report);
        NodeLabel to = node("DST", dst, report);
        if (from.equals(to)) {
            throw new UsageException("SRC and DST are one node: a pair has two");
        }
        boolean declared = !report.scope().isSparse()
                || report.cells().stream()
                        .anyMatch(cell -> cell.src().equals(from) && cell.dst().equals(to));
        if (!declared) {
            throw new UsageException("the run is sparse and has no pair from " + from.text() + " to " + to.text()
                    + ": it measured " + report.totals().pairs() + " of " + report.possiblePairs() + " pairs");
        }
        Explainer explainer = new Explainer(report, from, to);
        Messages messages = new Messages(RunDirectory.head(journal).config(), explainer);
        RunDirectory.report(journal, messages::saw);
        boolean written = show(explainer.explanation(), asJson);
        return (written ? ExitCode.PASS : ExitCode.PASS.whenNotWritten()).code();
    }

    private static NodeLabel node(String what, String given, Report report) {
        NodeLabel label = Names.label(what, given);
        if (report.asked().contains(label)) {
            return label;
        }
        boolean excluded = report.scope().excluded().contains(label);
        throw new UsageException("the run " + (excluded ? "excluded the node " : "has no node ") + label.text()
                + "; it has "
                + report.asked().stream().map(NodeLabel::text).limit(100).collect(Collectors.joining(", ")));
    }

    private boolean show(Explanation explanation, ResultFile asJson) {
        PrintWriter out = spec.commandLine().getOut();
        String text = ExplanationJson.tree(explanation).toPrettyString() + "\n";
        if (asJson.onStdout()) {
            out.print(text);
        } else {
            ExplanationText.lines(explanation, Terminals.console(Terminals.STDOUT, color.mode()))
                    .forEach(out::println);
        }
        out.flush();
        return asJson.write(text, spec.commandLine().getErr());
    }
}
