package dev.x0xtest.coordinator.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.coordinator.causes.Judged;
import dev.x0xtest.coordinator.report.Origin;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.run.RunState;
import dev.x0xtest.coordinator.run.drive.SecretPayloads;
import dev.x0xtest.coordinator.run.plans.fleet.ColumnKeys;
import dev.x0xtest.coordinator.run.simulated.SimulatedFleet;
import dev.x0xtest.coordinator.run.terms.RunEvent;
import dev.x0xtest.coordinator.run.terms.RunSecret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file system without locks costs the knowledge who works on a run, and nothing else. */
class RunFilesTest {
    private static final Origin ORIGIN =
            new Origin("2026-11-29T03:25:55.123Z", "0.1.0", "build-7", List.of(), Map.of(), Map.of());

    @TempDir
    private Path directory;

    private final List<String> warnings = new ArrayList<>();
    private final SimulatedFleet fleet = new SimulatedFleet(2);
    private final RunSecret secret = RunSecret.drawn(new SplittableRandom(1));

    @BeforeEach
    void noLocks() throws IOException {
        // Nobody can open a directory for writing, so the lock fails as it does on a file system without locks.
        Files.createDirectory(directory.resolve(RunLock.FILE));
    }

    private RunFiles create() {
        return RunFiles.create(directory, fleet.config, ORIGIN, secret, InstantSource.system(), warnings::add);
    }

    @Test
    void aRunWithoutALockKeepsItsFiles() {
        Report report = fleet.run();
        try (RunFiles files = create()) {
            files.journal().append(new RunEvent.Timer(), 1);
            files.keep(new Judged(report));
        }
        assertThat(directory.resolve(RunDirectory.JOURNAL)).isNotEmptyFile();
        assertThat(directory.resolve(RunDirectory.JSON)).isNotEmptyFile();
        assertThat(directory.resolve(RunKeys.FILE)).isNotEmptyFile();
        assertThat(warnings)
                .singleElement()
                .asString()
                .contains("cannot lock " + directory, "resume will not know whether this process is alive");
    }

    @Test
    void whoResumesWithoutALockAsksTheRunnersFirst() {
        create().close();
        warnings.clear();
        try (RunFiles files = RunFiles.reopen(directory, ORIGIN, InstantSource.system(), warnings::add)) {
            files.replay(
                    new SecretPayloads(secret, (id, sha) -> {}),
                    (config, origin, payloads) -> new RunState(config, origin, payloads, new ColumnKeys(secret)));
            assertThat(files.copied()).isTrue();
        }
        assertThat(warnings)
                .singleElement()
                .asString()
                .contains("cannot know whether another process works on the run", "asking the runners");
    }

    @Test
    void aRunWhoseKeysAreLostKnowsWhatItSentBefore() {
        String sent = "ab".repeat(32);
        try (RunFiles files = create()) {
            files.journal().payload("sent", sent);
        }
        RunSecret other = RunSecret.drawn(new SplittableRandom(2));
        SecretPayloads own = new SecretPayloads(other, (id, sha) -> {});
        try (RunFiles files = RunFiles.reopen(directory, ORIGIN, InstantSource.system(), warnings::add)) {
            files.replay(own, (config, origin, payloads) -> {
                assertThat(payloads.sha256("sent", 64)).isEqualTo(sent);
                assertThat(payloads.sha256("later", 64)).isEqualTo(own.sha256("later", 64));
                return new RunState(config, origin, payloads, new ColumnKeys(other));
            });
        }
    }

    @Test
    void aRunThatHadNoLockIsNotTakenForADeadOne() throws IOException {
        create().close();
        Files.delete(directory.resolve(RunLock.FILE));
        try (RunFiles files = RunFiles.reopen(directory, ORIGIN, InstantSource.system(), warnings::add)) {
            assertThat(files.copied()).isTrue();
        }
    }
}
