package dev.x0xtest.local.simulation;

import dev.x0xtest.cli.files.PrivateFiles;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.run.RunState;
import dev.x0xtest.coordinator.run.drive.RunDriver;
import dev.x0xtest.coordinator.run.drive.SecretPayloads;
import dev.x0xtest.coordinator.run.journal.FileJournal;
import dev.x0xtest.coordinator.run.journal.Journal;
import dev.x0xtest.coordinator.run.journal.JournalFile;
import dev.x0xtest.coordinator.run.plans.fleet.ColumnKeys;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.coordinator.run.terms.RunEffect;
import dev.x0xtest.coordinator.run.terms.RunEvent;
import dev.x0xtest.coordinator.run.terms.RunSecret;
import dev.x0xtest.daemon.DirectMessage;
import dev.x0xtest.daemon.stream.ConnectionState;
import dev.x0xtest.daemon.stream.StreamListener;
import dev.x0xtest.runner.Runner;
import dev.x0xtest.runner.RunnerConfig;
import dev.x0xtest.runner.gate.Authority;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.Hex;
import dev.x0xtest.wire.NodeLabel;
import dev.x0xtest.wire.Plane;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Real runners and the real coordinator on simulated daemons. */
final class SimulatedFleet {
    private static final int RUNNER_CONNECTIONS = 32;
    private static final int COMMAND_ACK_MS = 12_000;

    private final Spec plan;
    private final VirtualTime time = new VirtualTime();
    private final SimulatedMesh mesh;
    private final List<NodeLabel> labels;
    private final List<AgentId> ids;
    private final List<SimulatedDaemon> daemons;

    /** Builds the daemons; starts nothing. */
    SimulatedFleet(Spec plan) {
        this.plan = plan;
        this.labels = IntStream.range(0, plan.nodes())
                .mapToObj(i -> new NodeLabel("n" + (i + 1)))
                .toList();
        // Real ids are random and compress badly, which makes plans longer. These do the same.
        this.ids = labels.stream()
                .map(label -> new AgentId(Hex.sha256(label.text().getBytes(StandardCharsets.US_ASCII))))
                .toList();
        this.mesh = new SimulatedMesh(time.loop(), plan.seed(), new BrokenPairs(ids, plan.broken(), plan.seed()));
        this.daemons = ids.stream()
                .map(id -> new SimulatedDaemon(mesh, id, time::nanos))
                .toList();
    }

    /** The report of a run, and its duration in virtual time. */
    record Outcome(Report report, Duration virtual) {}

    /**
     * Starts the runners, measures the fleet once and writes the journal to the directory.
     *
     * @throws IOException if the directory cannot be written
     */
    Outcome run(Path directory) throws IOException {
        startRunners(directory.resolve("locks"));
        long startedNanos = time.nanos();
        RunConfig config = config();
        JournalFile file =
                JournalFile.create(PrivateFiles.createDirectories(directory).resolve("run.jsonl"));
        AtomicReference<@Nullable String> lost = new AtomicReference<>();
        Report report;
        try (FileJournal written = FileJournal.create(file, config, null, InstantSource.system(), lost::set)) {
            report = measured(config, new AwaitedJournal(written));
        }
        String reason = lost.get();
        if (reason != null) {
            throw new IOException("cannot write the journal: " + reason);
        }
        return new Outcome(report, Duration.ofNanos(time.nanos() - startedNanos));
    }

    private void startRunners(Path locks) {
        Authority authority = Authority.parse(List.of(ids.get(0).hex()));
        List<CompletableFuture<@Nullable Void>> ready = new ArrayList<>();
        for (int i = 0; i < plan.nodes(); i++) {
            Runner runner = new Runner(
                    RunnerConfig.standard(labels.get(i), authority, locks),
                    daemons.get(i).links(RUNNER_CONNECTIONS),
                    time.loop(),
                    time.clock(),
                    new SplittableRandom(plan.seed() + i),
                    state -> {});
            ready.add(runner.start());
        }
        CompletableFuture<@Nullable Void> all = CompletableFuture.allOf(ready.toArray(CompletableFuture<?>[]::new));
        time.runUntil(all::isDone);
        all.join();
    }

    private RunConfig config() {
        List<RunConfig.Node> roster = IntStream.range(0, plan.nodes())
                .mapToObj(i -> new RunConfig.Node(labels.get(i), ids.get(i)))
                .toList();
        RunConfig.Limits limits = new RunConfig.Limits(
                plan.deadline(),
                Duration.ofSeconds(30),
                Plane.RAW.hopDeadline(),
                Plane.RAW.grace(),
                3,
                1,
                4,
                64,
                64,
                1,
                false,
                RunConfig.Limits.LEASE);
        return new RunConfig(
                "5a".repeat(16), labels.get(0), roster, List.of(), Plane.RAW, true, limits, null, false, plan.seed());
    }

    private Report measured(RunConfig config, Journal journal) {
        RunSecret secret = RunSecret.drawn(new SplittableRandom(plan.seed()));
        RunState state = new RunState(
                config,
                new SecretPayloads(secret, config.limits().payloadBytes(), journal::payload),
                new ColumnKeys(secret));
        SimulatedDaemon anchor = daemons.get(0);
        RunDriver driver = new RunDriver(
                state,
                time.loop(),
                anchor.client(config.limits().total()),
                time::nanos,
                journal,
                new Quiet(),
                COMMAND_ACK_MS,
                0);
        anchor.attach(driver.directListener(new Nobody()));
        driver.post(new RunEvent.Started(
                anchor.self().hex(), "dd".repeat(32), SimulatedDaemon.VERSION, "simulated", plan.nodes() - 1));
        CompletableFuture<Report> finished = driver.finished();
        if (!time.runUntil(finished::isDone)) {
            throw new IllegalStateException("no task is left, and the run has not ended");
        }
        return finished.join();
    }

    private static final class Quiet implements RunDriver.Listener {
        @Override
        public void progressed(RunEffect.Progressed progress) {}

        @Override
        public void noted(String text) {}
    }

    private static final class Nobody implements StreamListener<DirectMessage> {
        @Override
        public void onState(ConnectionState state, String reason) {}

        @Override
        public void onEvent(DirectMessage message) {}

        @Override
        public void onMalformed(String reason) {}
    }

    /**
     * Describes a simulation.
     *
     * @param broken how many ordered pairs acknowledge their hops and lose them
     * @param deadline the run's deadline in virtual time
     * @param seed for latencies, broken pairs and the run itself
     */
    record Spec(int nodes, int broken, Duration deadline, long seed) {}
}
