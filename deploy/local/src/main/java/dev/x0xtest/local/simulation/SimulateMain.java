package dev.x0xtest.local.simulation;

import dev.x0xtest.cli.ExitCode;
import dev.x0xtest.cli.files.WholeFile;
import dev.x0xtest.cli.launch.Program;
import dev.x0xtest.cli.options.Ranges;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.format.ReportJson;
import dev.x0xtest.local.simulation.fault.World;
import dev.x0xtest.wire.plan.PlanLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Simulates one run and writes its journal, from which {@code x0xtest report} renders the report. */
@Command(name = "simulate", description = "Measure a simulated fleet in virtual time.", mixinStandardHelpOptions = true)
public final class SimulateMain implements Callable<Integer> {
    @Spec
    private CommandSpec commandSpec = CommandSpec.create();

    @Option(names = "--nodes", paramLabel = "N", defaultValue = "1000", description = "Default: ${DEFAULT-VALUE}.")
    private int nodes;

    @Option(
            names = "--broken",
            paramLabel = "N",
            defaultValue = "0",
            description = "Ordered pairs whose hops are acknowledged and lost (default: ${DEFAULT-VALUE}).")
    private int broken;

    @Option(
            names = "--deadline",
            paramLabel = "DURATION",
            defaultValue = "2m",
            description = "The run's deadline in virtual time (default: ${DEFAULT-VALUE}, as of matrix).")
    private Duration deadline = Duration.ZERO;

    @Option(
            names = "--rtt",
            paramLabel = "DURATION",
            defaultValue = "80ms",
            description = "Round trip between two hosts, give or take a quarter; every tenth host is five times as "
                    + "far (default: ${DEFAULT-VALUE}).")
    private Duration roundTrip = Duration.ZERO;

    @Option(names = "--samples", paramLabel = "N", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
    private int samples;

    @Option(names = "--per-runner", paramLabel = "N", description = "As of matrix.")
    private @Nullable Integer perRunner;

    @Option(names = "--rate", paramLabel = "N", description = "As of matrix.")
    private @Nullable Integer rate;

    @Option(names = "--burst", description = "As of matrix.")
    private boolean burst;

    @Option(
            names = "--slower",
            paramLabel = "N",
            defaultValue = "1",
            description = "Hosts so many times slower than the measured one (default: ${DEFAULT-VALUE}).")
    private int slower;

    @Option(
            names = "--freeze",
            paramLabel = "DURATION",
            description = "Stop the x0xd of the last host for this long, half a second after the first hop.")
    private @Nullable Duration freeze;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--run-dir", paramLabel = "DIR", required = true, description = "Directory for the journal.")
    private Path directory = Path.of("");

    @Option(names = "--json", paramLabel = "FILE", description = "Also write the report as JSON.")
    private @Nullable Path json;

    public static void main(String[] args) {
        System.exit(Program.run(() -> new CommandLine(new SimulateMain()), Map.of(), args));
    }

    @Override
    public Integer call() throws IOException {
        Ranges.between("--nodes", nodes, 2, 2_000);
        Ranges.between("--broken", broken, 0, nodes * (nodes - 1));
        Ranges.positive("--deadline", deadline, Duration.ofHours(24), "24h");
        Ranges.positive("--rtt", roundTrip, Duration.ofSeconds(10), "10s");
        Ranges.between("--samples", samples, 1, PlanLimits.SAMPLES);
        if (perRunner != null) {
            Ranges.between("--per-runner", perRunner, 1, 64);
        }
        Ranges.between("--slower", slower, 1, 1_000);
        long startedNanos = System.nanoTime();
        SimulatedFleet.Outcome outcome = new SimulatedFleet(spec()).run(directory);
        double seconds = (System.nanoTime() - startedNanos) / 1e9;
        Report report = outcome.report();
        if (json != null) {
            WholeFile.write(json, out -> ReportJson.write(report, out));
        }
        commandSpec
                .commandLine()
                .getOut()
                .printf(
                        Locale.ROOT,
                        "nodes=%d pairs=%d proven=%d verdict=%s virtual_s=%.1f real_s=%.1f arm_s=%.1f go_s=%.1f"
                                + " again=%d evicted=%d busiest_hops_per_s=%d control_dms=%d%n",
                        nodes,
                        report.totals().pairs(),
                        report.totals().proven(),
                        report.verdict(),
                        outcome.virtual().toMillis() / 1e3,
                        seconds,
                        report.timing().readyMs() / 1e3,
                        report.timing().matrixMs() / 1e3,
                        outcome.again(),
                        outcome.evicted(),
                        outcome.busiest().stream()
                                .mapToInt(Integer::intValue)
                                .max()
                                .orElse(0),
                        report.totals().controlDms());
        return ExitCode.PASS.code();
    }

    private SimulatedFleet.Spec spec() {
        Duration stopped = freeze;
        return new SimulatedFleet.Spec(
                nodes,
                broken,
                roundTrip,
                HostModel.MEASURED.slower(slower),
                stopped == null ? null : new SimulatedFleet.Frozen(nodes - 1, Duration.ofMillis(500), stopped),
                World.IDEAL,
                SimulatedFleet.limits(deadline, samples, perRunner, burst, rate),
                seed,
                null);
    }
}
