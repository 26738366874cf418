package dev.x0xtest.coordinator.command;

import dev.x0xtest.cli.ExitCode;
import dev.x0xtest.cli.UsageException;
import dev.x0xtest.cli.files.ResultFile;
import dev.x0xtest.cli.files.WholeFile;
import dev.x0xtest.cli.options.DurationConverter;
import dev.x0xtest.cli.options.Given;
import dev.x0xtest.cli.options.HomePath;
import dev.x0xtest.cli.options.Ranges;
import dev.x0xtest.cli.options.StandardOptions;
import dev.x0xtest.cli.terminal.Console;
import dev.x0xtest.cli.terminal.Terminals;
import dev.x0xtest.coordinator.command.options.ColorOptions;
import dev.x0xtest.coordinator.fleet.call.FleetCall;
import dev.x0xtest.coordinator.fleet.status.FleetStatus;
import dev.x0xtest.coordinator.fleet.status.StatusJson;
import dev.x0xtest.coordinator.fleet.status.StatusText;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the condition of every node of a fleet, once or again and again. */
@Command(
        name = "status",
        description =
                "Ask every runner of a fleet how it, its x0xd and its host are, with one message to each; say which"
                        + " are not as they should be.",
        customSynopsis = {
            " x0xtest status --fleet=FILE [OPTION]...",
            " x0xtest status --anchor=NODE --nodes=NODE[=AGENT_ID],... [OPTION]..."
        },
        exitCodeListHeading = "Exit status%n",
        exitCodeList = {
            "0:Every node is as it should be.",
            "1:Something is wrong with a node.",
            ExitCode.Help.USAGE,
            "3:The anchor cannot be used, or a file cannot be written.",
            "4:A runner is silent, and nothing is wrong with the others.",
            ExitCode.Help.INTERNAL,
            "129, 130, 143:SIGHUP, Ctrl-C, SIGTERM."
        },
        footerHeading = "Examples%n",
        footer = {
            "  x0xtest status --fleet fleet.toml",
            "  x0xtest status --fleet fleet.toml --watch --interval 10s",
            "  x0xtest status --anchor nyc --nodes nyc,sfo --api-token-file TOKEN --json -",
            "",
            DurationConverter.HELP
        },
        mixinStandardHelpOptions = true)
public final class StatusCommand implements Callable<Integer> {
    /** To the first column of the first line, and from there the screen is cleared. */
    private static final String AGAIN = "\u001b[H\u001b[J";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--json",
            paramLabel = "FILE",
            converter = HomePath.Output.class,
            description = "Write the status as JSON; - means stdout, without the text. With --watch, a line for each"
                    + " round on stdout; a file has the latest round.")
    private @Nullable String json;

    @Option(
            names = "--watch",
            description =
                    "Ask again and again until Ctrl-C: on a terminal in place, elsewhere a block with its time for"
                            + " each round.")
    private boolean watch;

    @Option(
            names = "--interval",
            paramLabel = "DURATION",
            defaultValue = "5s",
            description = "With --watch, from the start of a round to the start of the next (default:"
                    + " ${DEFAULT-VALUE}). A round that takes longer delays the next.")
    private Duration interval = Duration.ZERO;

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
        ResultFile asJson = new ResultFile("--json", json);
        asJson.check(Given.files(spec));
        Ranges.positive("--interval", interval, Duration.ofDays(1), "1d");
        if (!watch && Given.option(spec, "--interval")) {
            throw new UsageException("--interval needs --watch");
        }
        return caller.hold(spec, color.mode(), (fleet, self) -> watch ? watched(fleet, asJson) : once(fleet, asJson))
                .code();
    }

    private ExitCode once(FleetCall fleet, ResultFile asJson) throws InterruptedException {
        FleetStatus status = fleet.status(Clock.systemUTC());
        if (asJson.onStdout()) {
            spec.commandLine().getOut().println(StatusJson.tree(status).toPrettyString());
        } else {
            show(status, console());
        }
        spec.commandLine().getOut().flush();
        return write(status, asJson) ? status.exitCode() : status.exitCode().whenNotWritten();
    }

    /** Until a signal ends the process. */
    private ExitCode watched(FleetCall fleet, ResultFile asJson) throws InterruptedException {
        InstantSource wall = Clock.systemUTC();
        PrintWriter out = spec.commandLine().getOut();
        while (!out.checkError()) {
            long began = fleet.nanos();
            FleetStatus status = fleet.status(wall);
            if (asJson.onStdout()) {
                out.println(StatusJson.tree(status));
            } else {
                Console console = console();
                out.print(console.live() ? AGAIN : "");
                out.println(Instant.ofEpochMilli(status.atMs()).truncatedTo(ChronoUnit.SECONDS));
                show(status, console);
                if (!console.live()) {
                    out.println();
                }
            }
            out.flush();
            if (!write(status, asJson)) {
                // What the file has is no longer how the fleet is.
                return ExitCode.ENVIRONMENT;
            }
            fleet.pause(interval.minusNanos(fleet.nanos() - began));
        }
        return ExitCode.PASS;
    }

    private Console console() {
        return Terminals.console(Terminals.STDOUT, color.mode());
    }

    private void show(FleetStatus status, Console console) {
        StatusText.lines(status, console).forEach(spec.commandLine().getOut()::println);
    }

    private boolean write(FleetStatus status, ResultFile asJson) {
        return asJson.write(
                file -> WholeFile.write(file, StatusJson.tree(status).toPrettyString() + "\n"),
                spec.commandLine().getErr());
    }
}
