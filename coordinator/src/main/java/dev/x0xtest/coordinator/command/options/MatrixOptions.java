package dev.x0xtest.coordinator.command.options;

import dev.x0xtest.cli.AckMillis;
import dev.x0xtest.cli.StrongRandom;
import dev.x0xtest.cli.UsageException;
import dev.x0xtest.cli.files.WholeFile;
import dev.x0xtest.coordinator.matrix.MatrixRun;
import dev.x0xtest.coordinator.matrix.ProgressListener;
import dev.x0xtest.coordinator.matrix.RosterSelection;
import dev.x0xtest.coordinator.matrix.RunDirectory;
import dev.x0xtest.coordinator.report.Plane;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.format.ReportJson;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.coordinator.tunnel.AnchorRoute;
import dev.x0xtest.daemon.TokenSource;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a matrix is measured and shown, whoever brought the mesh up; a picocli mixin. */
public final class MatrixOptions {
    private static final Logger log = LoggerFactory.getLogger(MatrixOptions.class);

    @Mixin
    private LimitOptions limitOptions = new LimitOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Option(
            names = "--plane",
            paramLabel = "PLANE",
            defaultValue = "raw",
            description = "The delivery path that is demanded: raw, gossip or durable (default: ${DEFAULT-VALUE}).")
    private Plane plane = Plane.RAW;

    @Option(
            names = "--no-pubsub-after-discover",
            description = "No topics once the nodes are found: no /events here, and the runners leave theirs.")
    private boolean noPubsub;

    @Option(
            names = "--per-pair",
            description = "One command per pair for every runner, also for those that can carry a whole plan out.")
    private boolean perPair;

    @Option(
            names = "--command-ack-ms",
            paramLabel = "MS",
            defaultValue = "12000",
            converter = AckMillis.Converter.class,
            description = "How long the daemon waits for the raw receipt of a command; none: commands go durable."
                    + " Environment: X0X_COMMAND_RAW_QUIC_ACK_MS (default: ${DEFAULT-VALUE}).")
    private AckMillis commandAck = AckMillis.none();

    @Option(
            names = "--run-dir",
            paramLabel = "DIR",
            description = "Where the journal and the report go (default: a new one below the XDG state directory).")
    private @Nullable Path runDir;

    /**
     * Looks at every option before anything is started.
     *
     * @throws UsageException for the first one that is wrong
     */
    public void check() {
        limitOptions.limits(plane);
        output.checkTargets();
    }

    /**
     * Measures and shows the result; blocks until the run's deadline at most and a little.
     *
     * @param token as for {@link MatrixRun}
     * @return the exit code
     */
    public int run(RosterSelection selection, AnchorRoute route, Supplier<TokenSource> token, CommandLine commandLine)
            throws InterruptedException {
        check();
        SecureRandom random = StrongRandom.system();
        RunConfig config = config(selection, random);
        Path directory = directory(config.runId());
        Report report;
        try (ProgressListener progress = output.progress(commandLine)) {
            report = new MatrixRun(config, route, token, ackMs(), directory, random, progress).execute();
        }
        Path kept = directory.resolve(RunDirectory.JSON);
        keep(report, kept);
        output.write(report, kept, commandLine);
        return report.exitCode().code();
    }

    private static void keep(Report report, Path file) {
        try {
            WholeFile.write(file, out -> ReportJson.write(report, out));
        } catch (IOException e) {
            log.warn("file={} cannot be written: {}", file, e.getMessage());
        }
    }

    private RunConfig config(RosterSelection selection, SecureRandom random) {
        byte[] id = new byte[16];
        random.nextBytes(id);
        return new RunConfig(
                HexFormat.of().formatHex(id),
                selection.anchor(),
                selection.roster(),
                selection.excluded(),
                plane,
                !noPubsub,
                limitOptions.limits(plane),
                selection.network(),
                perPair,
                random.nextLong());
    }

    private Path directory(String runId) {
        if (runDir != null) {
            return runDir;
        }
        Path runs = RunDirectory.runs(System.getenv());
        try {
            RunDirectory.prune(runs);
        } catch (IOException e) {
            log.warn("runs={} old runs cannot be removed", runs, e);
        }
        return RunDirectory.named(runs, Clock.systemUTC().instant(), runId);
    }

    private @Nullable Integer ackMs() {
        OptionalInt millis = commandAck.millis();
        return millis.isPresent() ? millis.getAsInt() : null;
    }
}
