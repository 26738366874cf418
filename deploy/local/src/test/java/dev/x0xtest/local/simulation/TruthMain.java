package dev.x0xtest.local.simulation;

import dev.x0xtest.cli.ExitCode;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.format.ReportJson;
import dev.x0xtest.local.simulation.fault.Fault.Kind;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Draws fleets, measures each in virtual time and judges the causes that its report names: see {@code bench/truth}. */
@Command(name = "truth", description = "Compare named causes with injected ones.", mixinStandardHelpOptions = true)
final class TruthMain implements Callable<Integer> {
    @Spec
    private CommandSpec commandSpec = CommandSpec.create();

    @Option(names = "--fleets", defaultValue = "1000", description = "Default: ${DEFAULT-VALUE}.")
    private int fleets;

    @Option(
            names = "--healthy",
            defaultValue = "3000",
            description = "Fleets without a fault (default: ${DEFAULT-VALUE}).")
    private int healthy;

    @Option(names = "--seeds", defaultValue = "1000000", description = "The first seed (default: ${DEFAULT-VALUE}).")
    private long from;

    @Option(names = "--kind", description = "Only fleets whose first fault is of this kind: ${COMPLETION-CANDIDATES}.")
    private @Nullable Kind kind;

    @Option(names = "--faults", defaultValue = "0", description = "So many faults in each fleet (default: drawn).")
    private int faults;

    @Option(names = "--wrong", description = "Print each fleet that was not judged right.")
    private boolean wrong;

    @Option(names = "--reports", description = "Directory for the report of each fleet with faults, named by its seed.")
    private @Nullable Path reports;

    @Option(names = "--out", description = "File for the tables.")
    private @Nullable Path out;

    public static void main(String[] args) {
        System.exit(new CommandLine(new TruthMain())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args));
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter err = commandSpec.commandLine().getErr();
        Confusion confusion = new Confusion();
        long startedNanos = System.nanoTime();
        for (long seed = from; seed < from + fleets; seed++) {
            Judged judged = judged(FleetDraw.broken(seed, kind, faults), reports);
            confusion.add(judged);
            if (wrong && judged.result() != Judged.Result.RIGHT) {
                err.println(judged);
            }
        }
        double brokenMs = (System.nanoTime() - startedNanos) / 1e6 / Math.max(1, fleets);
        startedNanos = System.nanoTime();
        int withCause = 0;
        int unproven = 0;
        for (long seed = from; seed < from + healthy; seed++) {
            Judged judged = judged(FleetDraw.healthy(seed));
            boolean cause = !judged.named().causes().isEmpty();
            withCause += cause ? 1 : 0;
            unproven += judged.named().status().equals("none") ? 0 : 1;
            if (wrong && cause) {
                err.println(judged);
            }
        }
        double healthyMs = (System.nanoTime() - startedNanos) / 1e6 / Math.max(1, healthy);
        String text = confusion.markdown()
                + String.format(
                        "%n%d healthy fleets: %d with any cause; %d with a pair that was not proven.%n",
                        healthy, withCause, unproven);
        commandSpec.commandLine().getOut().print(text);
        commandSpec.commandLine().getOut().flush();
        err.printf("%.0f ms a fleet with faults, %.0f ms a healthy one%n", brokenMs, healthyMs);
        if (out != null) {
            Files.writeString(out, text);
        }
        return 0;
    }

    /** Measures a drawn fleet and judges what its report names. */
    static Judged judged(FleetDraw draw) throws IOException {
        return judged(draw, null);
    }

    private static Judged judged(FleetDraw draw, @Nullable Path reports) throws IOException {
        Path locks = Files.createTempDirectory("x0xtest-truth-");
        try {
            Report report = new SimulatedFleet(draw.spec()).measured(locks);
            if (report.exitCode() == ExitCode.INTERNAL) {
                throw new IllegalStateException(String.valueOf(report.ending()));
            }
            if (reports != null) {
                Files.writeString(
                        Files.createDirectories(reports).resolve(draw.seed() + ".json"), ReportJson.text(report));
            }
            return Judged.of(draw, report);
        } catch (RuntimeException e) {
            throw new IllegalStateException("the fleet " + draw, e);
        } finally {
            delete(locks);
        }
    }

    private static void delete(Path directory) throws IOException {
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(directory)) {
            paths = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.delete(path);
        }
    }
}
