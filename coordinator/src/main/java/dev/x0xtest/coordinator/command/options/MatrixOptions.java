package dev.x0xtest.coordinator.command.options;

import dev.x0xtest.cli.StrongRandom;
import dev.x0xtest.cli.UsageException;
import dev.x0xtest.cli.files.Owners;
import dev.x0xtest.cli.files.ResultFile;
import dev.x0xtest.cli.options.AckMillis;
import dev.x0xtest.cli.options.HomePath;
import dev.x0xtest.cli.options.OnOff;
import dev.x0xtest.cli.options.Ranges;
import dev.x0xtest.coordinator.extent.SparseChoice;
import dev.x0xtest.coordinator.grade.Tolerance;
import dev.x0xtest.coordinator.matrix.Measurement;
import dev.x0xtest.coordinator.matrix.Outputs;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.coordinator.runs.RunDirectory;
import dev.x0xtest.wire.NodeLabel;
import dev.x0xtest.wire.Plane;
import dev.x0xtest.wire.WireLimits;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How a matrix is measured and shown; a picocli mixin of {@code matrix} and {@code local}. */
public final class MatrixOptions {
    private static final int MOST_RUNS = 100_000;

    @Mixin
    private LimitOptions limitOptions = new LimitOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Option(
            names = "--plane",
            paramLabel = "PLANE",
            defaultValue = "raw",
            description = "The delivery path to demand: raw, gossip or durable (default: ${DEFAULT-VALUE}).")
    private Plane plane = Plane.RAW;

    @Option(
            names = "--no-pubsub-after-discover",
            arity = "0..1",
            fallbackValue = "true",
            defaultValue = "false",
            paramLabel = "BOOL",
            converter = OnOff.Converter.class,
            description = "Leave all topics after discovery: no /events here, and the runners leave theirs.")
    private OnOff noPubsub = new OnOff(false);

    @Option(
            names = "--per-pair",
            description = "Send one command per pair to every runner, also to one that can execute a plan.")
    private boolean perPair;

    @Option(
            names = "--pairs",
            split = ",",
            arity = "1..*",
            paramLabel = "SRC:DST",
            description =
                    "Measure only these pairs of the nodes, sender first: nyc:sfo,sfo:nyc. A node without a pair is not"
                            + " asked anything.")
    private List<String> pairs = new ArrayList<>();

    @Option(
            names = "--out-degree",
            paramLabel = "K[@ROUND]",
            description =
                    "Measure only K pairs from and K to each node, in a rotation: as many rounds in a row as N-1 has Ks"
                            + " measure all pairs of N nodes. ROUND counts from 1 (default: all pairs; without ROUND one"
                            + " drawn by lot).")
    private @Nullable String outDegree;

    @Option(
            names = "--tolerate-loss",
            paramLabel = "PERCENT",
            description =
                    "Let a pair pass that delivered, and whose loss is not shown to be more than this, such as 1%%."
                            + " Changes the verdict, and no outcome; needs several --samples (default: no loss is tolerated).")
    private @Nullable String tolerateLoss;

    @Option(
            names = "--command-ack-ms",
            paramLabel = "MS",
            defaultValue = "12000",
            converter = AckMillis.Converter.class,
            description =
                    "How long the daemon waits for the raw acknowledgement of a command; none: send commands durable."
                            + " Environment: X0X_COMMAND_RAW_QUIC_ACK_MS (default: ${DEFAULT-VALUE}).")
    private AckMillis commandAck = AckMillis.none();

    @Option(
            names = "--jsonl",
            paramLabel = "FILE",
            converter = HomePath.Output.class,
            description =
                    "Write every event of the run as a line of JSON while it goes on; - means stdout, and the text"
                            + " report goes to stderr.")
    private @Nullable String jsonl;

    @Option(
            names = "--run-dir",
            paramLabel = "DIR",
            description =
                    "The directory for the journal and the report (default: a new one below the XDG state directory).")
    private @Nullable Path runDir;

    @Option(
            names = "--keep-runs",
            paramLabel = "N",
            defaultValue = "100",
            description =
                    "How many runs to keep below the XDG state directory; the oldest go, those that have not ended"
                            + " last (default: ${DEFAULT-VALUE}).")
    private int keepRuns;

    @Option(names = "--replace", description = "Overwrite the run that is in --run-dir already.")
    private boolean replace;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    /**
     * What the options stand for.
     *
     * @throws UsageException for the first one that is wrong
     */
    public Measurement.Config config() {
        return config(false);
    }

    /**
     * What the options stand for when all hosts are on this machine.
     *
     * @throws UsageException for the first one that is wrong
     */
    public Measurement.Config configOnOneMachine() {
        return config(true);
    }

    /**
     * The pairs that the options choose among these nodes.
     *
     * @param err gets a line about a rotation, unless the run is quiet
     * @return the rows of a sparse run, as in {@link RunConfig}; null: all pairs
     * @throws UsageException for the first thing that is wrong
     */
    public @Nullable List<List<Integer>> cells(List<NodeLabel> roster, PrintWriter err) {
        if (allPairs()) {
            // The classes of sparse runs are not even loaded.
            return null;
        }
        SparseChoice.Chosen chosen = new SparseChoice(pairs, outDegree).of(roster, StrongRandom.system()::nextInt);
        String note = chosen.note();
        if (note != null && !output.quiet()) {
            err.println(note);
            err.flush();
        }
        return chosen.cells();
    }

    private boolean allPairs() {
        return pairs.isEmpty() && outDegree == null;
    }

    private void checkPairs(Outputs outputs) {
        if (!allPairs()) {
            new SparseChoice(pairs, outDegree);
            if (outputs.summary() == Outputs.Summary.UPSTREAM) {
                throw new UsageException("--summary upstream needs all pairs: what reads it counts them; leave "
                        + (pairs.isEmpty() ? "--out-degree" : "--pairs") + " out");
            }
        }
    }

    private Measurement.Config config(boolean oneMachine) {
        Ranges.between("--keep-runs", keepRuns, 1, MOST_RUNS);
        RunConfig.Limits limits = limitOptions.limits(plane, oneMachine);
        int largest = limits.payloadBytes();
        if (perPair && largest > WireLimits.PAIR_PAYLOAD_BYTES) {
            throw new UsageException("--per-pair carries " + WireLimits.PAIR_PAYLOAD_BYTES
                    + " random bytes at most, and " + largest + " are asked for: only plans carry more");
        }
        ResultFile events = new ResultFile("--jsonl", jsonl);
        Map<Path, String> taken = RunDirectory.files(runDir);
        Outputs outputs = output.checked(events.check(taken));
        if (events.onStdout() && outputs.takesStdout()) {
            throw new UsageException("--jsonl and a report cannot both be stdout: give one of them a file");
        }
        checkPairs(outputs);
        if (runDir != null) {
            refuseOthers(runDir);
            RunDirectory.check(runDir, replace);
        } else if (replace) {
            throw new UsageException("--replace needs --run-dir");
        }
        return new Measurement.Config(
                plane,
                limits,
                !noPubsub.on(),
                perPair,
                toleratedLoss(limits.samples()),
                limitOptions.strength(),
                commandAck.orNull(),
                events.target(),
                runDir,
                null,
                replace,
                keepRuns,
                outputs,
                command == null ? List.of() : Typed.words(command),
                command == null ? Map.of() : Typed.values(command));
    }

    private @Nullable Double toleratedLoss(int samples) {
        if (tolerateLoss == null) {
            return null;
        }
        double loss = Shares.of("--tolerate-loss", tolerateLoss, 0.001, 0.5);
        if (samples == 1) {
            throw new UsageException("--tolerate-loss " + tolerateLoss
                    + " needs several --samples: a pair that loses its only one has lost everything. "
                    + new Tolerance(loss, 1).samples() + " show such a loss");
        }
        return loss;
    }

    /** What is in such a directory can be exchanged during the run, and be a link to anywhere. */
    private static void refuseOthers(Path directory) {
        Owners.planted(directory).or(() -> Owners.foreign(directory)).ifPresent(why -> {
            throw new UsageException("--run-dir: " + directory + " " + why + ": give a directory of your own");
        });
        if (Files.isDirectory(directory) && !Files.isWritable(directory)) {
            throw new UsageException("--run-dir: " + directory + " cannot be written: permission denied");
        }
    }
}
