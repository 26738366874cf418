package dev.x0xtest.coordinator.run.simulated;

import dev.x0xtest.coordinator.report.Origin;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.run.RunState;
import dev.x0xtest.coordinator.run.journal.FileJournal;
import dev.x0xtest.coordinator.run.journal.Journal;
import dev.x0xtest.coordinator.run.journal.JournalFile;
import dev.x0xtest.coordinator.run.plans.fleet.ColumnKeys;
import dev.x0xtest.coordinator.run.terms.Payloads;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.coordinator.run.terms.RunEffect;
import dev.x0xtest.coordinator.run.terms.RunEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A journal in memory that a test can replay. */
public class MemoryJournal implements Journal {
    private record Line(RunEvent event, long atNanos) {}

    private static final long WALL_MS = 1_700_000_000_000L;

    private final List<Line> lines = new ArrayList<>();
    private final Map<String, String> digests = new HashMap<>();

    @Override
    public void append(RunEvent event, long nowNanos) {
        lines.add(new Line(event, nowNanos));
    }

    @Override
    public void payload(String requestId, String sha256) {
        digests.put(requestId, sha256);
    }

    @Override
    public CompletableFuture<@Nullable Void> persist() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void release(String reason) {}

    @Override
    public void close() {}

    /** Writes this journal to a new file {@code run.jsonl} in the directory. */
    public Path write(Path directory, RunConfig config, @Nullable Origin origin) throws IOException {
        Path file = directory.resolve("run.jsonl");
        try (FileJournal written = FileJournal.create(
                JournalFile.create(file),
                config,
                origin,
                InstantSource.fixed(Instant.ofEpochMilli(WALL_MS)),
                reason -> {
                    throw new AssertionError(reason);
                })) {
            copyTo(written);
        }
        return file;
    }

    public void copyTo(Journal other) {
        digests.forEach(other::payload);
        lines.forEach(line -> other.append(line.event(), line.atNanos()));
    }

    /** Brings a run to where this journal ends; its effects count for nothing. */
    public void feed(RunState state) {
        List.copyOf(lines).forEach(line -> state.on(line.event(), line.atNanos()));
    }

    public Report replay(RunConfig config) {
        RunState state = new RunState(
                config,
                new Payloads() {
                    @Override
                    public byte[] payload(String requestId, int bytes) {
                        return new byte[bytes];
                    }

                    @Override
                    public String sha256(String requestId, int bytes) {
                        return digests.getOrDefault(requestId, "");
                    }
                },
                ColumnKeys.none());
        for (Line line : lines) {
            for (RunEffect effect : state.on(line.event(), line.atNanos())) {
                if (effect instanceof RunEffect.Finished finished) {
                    return finished.report();
                }
            }
        }
        throw new AssertionError("the journal ends before the run");
    }
}
