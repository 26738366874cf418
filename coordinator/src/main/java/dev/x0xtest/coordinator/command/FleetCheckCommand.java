package dev.x0xtest.coordinator.command;

import dev.x0xtest.cli.ExitCode;
import dev.x0xtest.cli.StrongRandom;
import dev.x0xtest.cli.UsageException;
import dev.x0xtest.cli.options.DurationConverter;
import dev.x0xtest.cli.options.Names;
import dev.x0xtest.cli.options.Ranges;
import dev.x0xtest.cli.options.StandardOptions;
import dev.x0xtest.coordinator.command.options.ColorOptions;
import dev.x0xtest.coordinator.command.options.ExpectOptions;
import dev.x0xtest.coordinator.command.options.FleetOptions;
import dev.x0xtest.coordinator.command.options.NetworkOptions;
import dev.x0xtest.coordinator.fleet.Fleet;
import dev.x0xtest.coordinator.fleet.FleetTokens;
import dev.x0xtest.coordinator.fleet.Network;
import dev.x0xtest.coordinator.fleet.hosts.CheckResult;
import dev.x0xtest.coordinator.fleet.hosts.FleetCheck;
import dev.x0xtest.coordinator.matrix.Loop;
import dev.x0xtest.wire.NetworkName;
import dev.x0xtest.wire.NodeLabel;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Checks every host of a fleet before a run. */
@Command(
        name = "check",
        description =
                "Inspect every host of a fleet over ssh, have the anchor call every runner, and report what is wrong.",
        customSynopsis = {
            " x0xtest fleet check --fleet=FILE [OPTION]...",
            " x0xtest fleet check --tokens-file=FILE --anchor=NODE [OPTION]..."
        },
        exitCodeListHeading = "Exit status%n",
        exitCodeList = {
            "0:Every node is as it should be.",
            ExitCode.Help.USAGE,
            "3:The anchor cannot be used.",
            "4:Something would spoil a run, or could not be seen.",
            ExitCode.Help.INTERNAL
        },
        footerHeading = "Examples%n",
        footer = {
            "  x0xtest fleet check --fleet fleet.toml",
            "  x0xtest fleet check --fleet fleet.toml --network prod --json",
            "",
            DurationConverter.HELP
        },
        mixinStandardHelpOptions = true)
final class FleetCheckCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private FleetOptions fleetOptions = new FleetOptions();

    @Mixin
    private ExpectOptions expect = new ExpectOptions();

    @Mixin
    private NetworkOptions networkOptions = new NetworkOptions();

    @Option(
            names = "--anchor",
            paramLabel = "NODE",
            description = "The node that calls the runners (default: the fleet file's).")
    private @Nullable String anchor;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            defaultValue = "15s",
            description = "How long the runners may take to answer the anchor (default: ${DEFAULT-VALUE}).")
    private Duration timeout = Duration.ZERO;

    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean json;

    @Mixin
    private ColorOptions color = new ColorOptions();

    @Mixin
    @SuppressWarnings("UnusedVariable") // read by CommandLineRunner
    private StandardOptions standard = new StandardOptions();

    @Override
    public Integer call() throws InterruptedException {
        NetworkName name = networkOptions.name();
        Fleet fleet = fleetOptions
                .fleet(name)
                .orElseThrow(() -> new UsageException("give --fleet FILE or --tokens-file FILE"));
        Network network = fleet.network(name);
        List<NodeLabel> anchors = anchors(fleet, name);
        new FleetTokens(fleet.source(), network).of(fleet.node(anchors.get(0), name));
        Ranges.positive("--timeout", timeout, Duration.ofMinutes(10), "10m");
        expect.announce(fleet.labels(name), spec.commandLine().getErr());
        networkOptions.banner(network).show(spec.commandLine().getErr(), color.mode());
        CheckResult result;
        try (Loop loop = Loop.start()) {
            result = new FleetCheck(
                            fleet,
                            network,
                            anchors,
                            timeout,
                            loop.eventLoop(),
                            StrongRandom.system(),
                            Clock.systemUTC())
                    .run();
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.print(result.json());
        } else {
            result.lines().forEach(out::println);
        }
        out.flush();
        return result.exitCode().code();
    }

    private List<NodeLabel> anchors(Fleet fleet, NetworkName network) {
        String given = anchor;
        if (given != null) {
            return List.of(Names.label("--anchor", given));
        }
        List<NodeLabel> anchors = fleet.anchors(network);
        if (anchors.isEmpty()) {
            throw new UsageException("missing --anchor: " + fleet.source() + " names none");
        }
        return anchors;
    }
}
