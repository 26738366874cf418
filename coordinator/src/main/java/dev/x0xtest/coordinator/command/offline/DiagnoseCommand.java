package dev.x0xtest.coordinator.command.offline;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.cli.ExitCode;
import dev.x0xtest.cli.files.ResultFile;
import dev.x0xtest.cli.options.HomePath;
import dev.x0xtest.cli.options.StandardOptions;
import dev.x0xtest.cli.terminal.Terminals;
import dev.x0xtest.coordinator.causes.Causes;
import dev.x0xtest.coordinator.causes.Judged;
import dev.x0xtest.coordinator.command.options.ColorOptions;
import dev.x0xtest.coordinator.render.DiagnosisText;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.format.CausesJson;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Names the causes of what an earlier run found. */
@Command(
        name = "diagnose",
        description = "Say what is wrong with the pairs of an earlier run that are not proven.",
        customSynopsis = "x0xtest diagnose [OPTION]... RUN|FILE",
        exitCodeListHeading = "Exit status%n",
        exitCodeList = {
            "0:Every pair is proven: there is no cause.",
            "1:The causes are named.",
            ExitCode.Help.USAGE,
            "3:The run or the report cannot be read.",
            "4:Another cause is nearly as likely, or the pairs have no cause in common.",
            ExitCode.Help.INTERNAL
        },
        footerHeading = "Examples%n",
        footer = {"  x0xtest diagnose latest", "  x0xtest diagnose out.json", "  x0xtest diagnose latest --json -"},
        mixinStandardHelpOptions = true)
public final class DiagnoseCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "RUN",
            description =
                    "latest, the start of a run's id, the directory of a run, its run.jsonl, or a report as --json"
                            + " writes it.")
    private String run = "";

    @Option(
            names = "--json",
            paramLabel = "FILE",
            converter = HomePath.Output.class,
            description = "Write the causes as JSON; - means stdout, without the text.")
    private @Nullable String json;

    @Mixin
    private ColorOptions color = new ColorOptions();

    @Mixin
    @SuppressWarnings("UnusedVariable") // read by CommandLineRunner
    private StandardOptions standard = new StandardOptions();

    @Override
    public Integer call() {
        ResultFile asJson = new ResultFile("--json", json);
        asJson.check(EarlierReport.files("RUN", run));
        Judged judged = new Judged(EarlierReport.of("RUN", run));
        Causes causes = judged.causes();
        PrintWriter out = spec.commandLine().getOut();
        if (asJson.onStdout()) {
            out.println(json(judged).toPrettyString());
        } else {
            DiagnosisText.lines(judged, Terminals.console(Terminals.STDOUT, color.mode()))
                    .forEach(out::println);
        }
        out.flush();
        boolean written = asJson.write(
                json(judged).toPrettyString() + "\n", spec.commandLine().getErr());
        ExitCode code = switch (causes.status()) {
            case NONE -> ExitCode.PASS;
            case NAMED -> ExitCode.FAIL;
            case UNDECIDED, NO_COMMON_CAUSE -> ExitCode.INCONCLUSIVE;
        };
        return (written ? code : code.whenNotWritten()).code();
    }

    private static ObjectNode json(Judged judged) {
        Report report = judged.report();
        ObjectNode all = new ObjectMapper().createObjectNode();
        all.put("run_id", report.runId());
        all.put("verdict", report.verdict().name());
        all.set("causes", CausesJson.tree(judged.causes(), report));
        return all;
    }
}
