package dev.x0xtest.coordinator.matrix;

import dev.x0xtest.cli.ExitCode;
import dev.x0xtest.cli.StrongRandom;
import dev.x0xtest.cli.files.WholeFile;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.format.ReportJson;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.coordinator.tunnel.AnchorRoute;
import dev.x0xtest.daemon.TokenSource;
import dev.x0xtest.wire.Plane;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Measures a mesh, keeps the report in the run's directory, and writes the outputs. */
public final class Measurement {
    private static final Logger log = LoggerFactory.getLogger(Measurement.class);

    private final Config config;
    private final PrintWriter out;
    private final PrintWriter err;

    /**
     * How to measure any mesh, whatever its nodes and its anchor.
     *
     * @param perPair one command for each pair, also for runners that can carry out a plan
     * @param commandAckMs as for {@link MatrixRun}
     * @param runDirectory null: a new one below the XDG state directory
     */
    public record Config(
            Plane plane,
            RunConfig.Limits limits,
            boolean pubsub,
            boolean perPair,
            @Nullable Integer commandAckMs,
            @Nullable Path runDirectory,
            Outputs outputs) {}

    /** {@code out} gets the result, {@code err} progress and notes. */
    public Measurement(Config config, PrintWriter out, PrintWriter err) {
        this.config = config;
        this.out = out;
        this.err = err;
    }

    /**
     * Measures and shows the result; blocks as {@link MatrixRun#execute} does.
     *
     * @param token as for {@link MatrixRun}
     */
    public ExitCode run(RosterSelection selection, AnchorRoute route, Supplier<TokenSource> token)
            throws InterruptedException {
        SecureRandom random = StrongRandom.system();
        RunConfig run = run(selection, random);
        Path directory = directory(run.runId());
        Report report;
        try (ProgressListener progress = config.outputs().progress(err)) {
            report = new MatrixRun(run, route, token, config.commandAckMs(), directory, random, progress).execute();
        }
        Path kept = directory.resolve(RunDirectory.JSON);
        keep(report, kept);
        return config.outputs().write(report, kept, out, err);
    }

    private static void keep(Report report, Path file) {
        try {
            WholeFile.write(file, text -> ReportJson.write(report, text));
        } catch (IOException e) {
            log.warn("file={} cannot be written: {}", file, e.getMessage());
        }
    }

    private RunConfig run(RosterSelection selection, SecureRandom random) {
        byte[] id = new byte[16];
        random.nextBytes(id);
        return new RunConfig(
                HexFormat.of().formatHex(id),
                selection.anchor(),
                selection.roster(),
                selection.excluded(),
                config.plane(),
                config.pubsub(),
                config.limits(),
                selection.network(),
                config.perPair(),
                random.nextLong());
    }

    private Path directory(String runId) {
        Path given = config.runDirectory();
        if (given != null) {
            return given;
        }
        Path runs = RunDirectory.runs(System.getenv());
        try {
            RunDirectory.prune(runs);
        } catch (IOException e) {
            log.warn("runs={} old runs cannot be removed", runs, e);
        }
        return RunDirectory.named(runs, Clock.systemUTC().instant(), runId);
    }
}
