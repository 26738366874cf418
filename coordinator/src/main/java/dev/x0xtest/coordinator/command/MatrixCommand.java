package dev.x0xtest.coordinator.command;

import dev.x0xtest.cli.config.Validation;
import dev.x0xtest.cli.options.DurationConverter;
import dev.x0xtest.cli.options.StandardOptions;
import dev.x0xtest.cli.options.VerdictExitCodes;
import dev.x0xtest.coordinator.command.options.AnchorOptions;
import dev.x0xtest.coordinator.command.options.ExpectOptions;
import dev.x0xtest.coordinator.command.options.MatrixOptions;
import dev.x0xtest.coordinator.command.options.NetworkOptions;
import dev.x0xtest.coordinator.command.options.RosterOptions;
import dev.x0xtest.coordinator.matrix.Measurement;
import dev.x0xtest.coordinator.matrix.RosterSelection;
import dev.x0xtest.wire.NodeLabel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Measures every ordered pair of a mesh and says what is wrong. */
@Command(
        name = "matrix",
        description = "Measure every directed pair of a fleet and report PASS or what is wrong.",
        customSynopsis = {
            " x0xtest matrix --anchor=NODE --nodes=NODE[=AGENT_ID],... [OPTION]...",
            " x0xtest matrix --fleet=FILE [OPTION]...",
            " x0xtest matrix --tokens-file=FILE --anchor=NODE [OPTION]..."
        },
        footerHeading = "Examples%n",
        footer = {
            "  x0xtest matrix --fleet fleet.toml",
            "  x0xtest matrix --fleet fleet.toml --json out.json --junit out.xml",
            "  x0xtest matrix --anchor nyc --nodes nyc,sfo --api-token-file TOKEN",
            "  x0xtest matrix --fleet fleet.toml --plane gossip --deadline 5m",
            "  x0xtest matrix --fleet fleet.toml --pairs nyc:sfo,sfo:nyc --samples 20",
            "  x0xtest matrix --fleet fleet.toml --out-degree 8@1",
            "",
            DurationConverter.HELP
        },
        mixinStandardHelpOptions = true)
public final class MatrixCommand implements Callable<Integer>, Validation.Checked {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private RosterOptions rosterOptions = new RosterOptions();

    @Mixin
    private ExpectOptions expect = new ExpectOptions();

    @Mixin
    private AnchorWay way = new AnchorWay();

    @Mixin
    private MatrixOptions matrixOptions = new MatrixOptions();

    @Mixin
    @SuppressWarnings("UnusedVariable") // read by picocli
    private VerdictExitCodes exitCodes = new VerdictExitCodes();

    @Mixin
    @SuppressWarnings("UnusedVariable") // read by CommandLineRunner
    private StandardOptions standard = new StandardOptions();

    @Override
    public void check() {
        matrixOptions.config();
        way.check();
    }

    @Override
    public Integer call() throws InterruptedException {
        NetworkOptions.Chosen chosen = way.chosen();
        RosterSelection selection = rosterOptions.selection(chosen);
        Measurement.Config config = matrixOptions.config();
        List<AnchorOptions.Anchor> anchors = way.anchors(chosen, rosterOptions, selection);
        CommandLine terminal = spec.commandLine();
        expect.check(selection.labels());
        if (!config.outputs().quiet()) {
            expect.announce(selection.labels(), terminal.getErr());
        }
        List<List<Integer>> cells = matrixOptions.cells(selection.labels(), terminal.getErr());
        Measurement measurement = new Measurement(config, terminal.getOut(), terminal.getErr());
        measurement.check(selection.roster().size(), cells);
        way.banner(chosen).show(terminal.getErr(), config.outputs().color());
        Map<NodeLabel, String> unusable = new LinkedHashMap<>();
        AnchorOptions.Anchor anchor = AnchorOptions.firstUsable(anchors, terminal.getErr(), unusable);
        return measurement
                .run(selection.with(anchor.node(), unusable).sparse(cells), anchor.route(), anchor.token())
                .code();
    }
}
