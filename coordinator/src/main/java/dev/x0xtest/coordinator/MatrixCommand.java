package dev.x0xtest.coordinator;

import dev.x0xtest.cli.DaemonOptions;
import dev.x0xtest.cli.StandardOptions;
import dev.x0xtest.cli.UsageException;
import dev.x0xtest.coordinator.report.Plane;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.run.RunConfig;
import dev.x0xtest.daemon.DaemonAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures every ordered pair of a mesh and says what is wrong. */
@Command(
        name = "matrix",
        description = "Measure every directed pair of a mesh and say PASS, or what is wrong.",
        mixinStandardHelpOptions = true)
public final class MatrixCommand implements Callable<Integer> {
    private static final Logger log = LoggerFactory.getLogger(MatrixCommand.class);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private RosterOptions rosterOptions = new RosterOptions();

    @Mixin
    private DaemonOptions daemonOptions = new DaemonOptions();

    @Mixin
    private LimitOptions limitOptions = new LimitOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    @SuppressWarnings("UnusedVariable") // read by CommandLineRunner
    private StandardOptions standard = new StandardOptions();

    @Option(
            names = "--plane",
            paramLabel = "PLANE",
            defaultValue = "raw",
            description = "The delivery path that is demanded: raw, gossip or durable (default: ${DEFAULT-VALUE}).")
    private String plane = "";

    @Option(
            names = "--no-pubsub-after-discover",
            description = "No topics once the nodes are found: no /events here, and the runners leave theirs.")
    private boolean noPubsub;

    @Option(
            names = "--command-ack-ms",
            paramLabel = "MS",
            defaultValue = "12000",
            description = "How long the daemon waits for the raw receipt of a command; none: commands go durable."
                    + " Environment: X0X_COMMAND_RAW_QUIC_ACK_MS (default: ${DEFAULT-VALUE}).")
    private String commandAckMs = "";

    @Option(
            names = "--run-dir",
            paramLabel = "DIR",
            description = "Where the journal and the report go (default: a new one below the XDG state directory).")
    private @Nullable Path runDir;

    @Override
    public Integer call() throws InterruptedException {
        RosterOptions.Selection selection = rosterOptions.selection();
        Plane demanded = plane();
        Integer ackMs = AckMs.parse("--command-ack-ms", commandAckMs);
        SecureRandom random = new SecureRandom();
        byte[] id = new byte[16];
        random.nextBytes(id);
        RunConfig config = new RunConfig(
                HexFormat.of().formatHex(id),
                selection.anchor(),
                selection.roster(),
                selection.excluded(),
                demanded,
                !noPubsub,
                limitOptions.limits(demanded),
                random.nextLong());
        output.checkTargets();
        DaemonAddress address = daemonOptions.address();
        daemonOptions.tokenSource();
        Path directory = directory(config.runId());
        Report report;
        try (ProgressListener progress = output.progress(spec.commandLine())) {
            report = new MatrixRun(
                            config, address, daemonOptions::readableTokenSource, ackMs, directory, random, progress)
                    .execute();
        }
        output.write(report, directory, spec.commandLine());
        return report.exitCode().code();
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

    private Plane plane() {
        try {
            return Plane.valueOf(plane.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new UsageException("--plane " + plane + " is none of raw, gossip, durable");
        }
    }
}
