package dev.x0xtest.coordinator.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.cli.ExitCode;
import dev.x0xtest.cli.files.UserDirectories;
import dev.x0xtest.cli.options.StandardOptions;
import dev.x0xtest.cli.terminal.Terminals;
import dev.x0xtest.coordinator.command.options.ColorOptions;
import dev.x0xtest.coordinator.fleet.call.RunTable;
import dev.x0xtest.coordinator.runs.RunList;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the runs of this user, or those that the runners of a fleet know. */
@Command(
        name = "runs",
        description = "List the runs on this machine, the newest first, and what became of them; or the runs that the"
                + " runners of a fleet know.",
        customSynopsis = {
            " x0xtest runs [--json]",
            " x0xtest runs --fleet=FILE [OPTION]...",
            " x0xtest runs --anchor=NODE --nodes=NODE[=AGENT_ID],... [OPTION]..."
        },
        exitCodeListHeading = "Exit status%n",
        exitCodeList = {
            "0:The list was printed.",
            ExitCode.Help.USAGE,
            ExitCode.Help.ENVIRONMENT,
            "4:A runner did not say which runs it knows.",
            ExitCode.Help.INTERNAL
        },
        footerHeading = "Examples%n",
        footer = {
            "  x0xtest runs",
            "  x0xtest runs --json",
            "  x0xtest runs --fleet fleet.toml",
            "  x0xtest runs --anchor nyc --nodes nyc,sfo --api-token-file TOKEN"
        },
        mixinStandardHelpOptions = true)
public final class RunsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--json", description = "Print the list as JSON.")
    private boolean json;

    @Mixin
    @SuppressWarnings("UnusedVariable") // its options are looked up by name
    private AnchorWay way = new AnchorWay();

    @Mixin
    private RunnerCaller caller = new RunnerCaller();

    @Mixin
    private ColorOptions color = new ColorOptions();

    @Mixin
    @SuppressWarnings("UnusedVariable") // read by CommandLineRunner
    private StandardOptions standard = new StandardOptions();

    @Override
    public Integer call() throws InterruptedException {
        return AnchorWay.isGiven(spec) ? ofFleet() : ofThisMachine();
    }

    private int ofFleet() throws InterruptedException {
        RunTable table = caller.hold(spec, color.mode(), (fleet, self) -> new RunTable(self, fleet.runs()));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(table.json());
        } else {
            table.lines(Terminals.isTerminal(Terminals.STDOUT)).forEach(out::println);
        }
        out.flush();
        return table.exitCode().code();
    }

    private int ofThisMachine() {
        List<RunList.Entry> runs = RunList.of(UserDirectories.of(System.getenv()));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(asJson(runs));
        } else if (runs.isEmpty()) {
            out.println("no runs yet");
        } else {
            out.printf(Locale.ROOT, "%-8s  %-20s  %5s  %-7s  %s%n", "run", "started (UTC)", "nodes", "plane", "state");
            runs.forEach(run -> out.printf(
                    Locale.ROOT,
                    "%-8s  %-20s  %5s  %-7s  %s%n",
                    run.id(),
                    started(run),
                    run.nodes() == 0 ? "" : run.nodes(),
                    run.plane(),
                    run.state()));
        }
        out.flush();
        return ExitCode.PASS.code();
    }

    /** Without the milliseconds. */
    private static String started(RunList.Entry run) {
        String at = run.startedAt();
        return at.length() < 19 ? "" : at.substring(0, 19).replace('T', ' ');
    }

    private static String asJson(List<RunList.Entry> runs) {
        ArrayNode list = new ObjectMapper().createArrayNode();
        for (RunList.Entry run : runs) {
            ObjectNode one = list.addObject();
            one.put("run", run.head() == null ? null : run.head().config().runId());
            one.put("directory", run.name());
            one.put("started_at", run.startedAt().isEmpty() ? null : run.startedAt());
            one.put("nodes", run.nodes());
            one.put("plane", run.plane().isEmpty() ? null : run.plane());
            one.put("goes_on", run.running());
            one.put("verdict", run.verdict());
        }
        return list.toPrettyString();
    }
}
