package dev.x0xtest.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.local.mesh.LocalMesh;
import dev.x0xtest.local.mesh.Meshes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The program is killed in the middle of a run, and another process goes on with it, or ends it. */
@Timeout(180)
class ResumeProgramTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    /** More than the frames of discovery and of the plans: the hops are on their way. */
    private static final int FRAMES = 8;

    @TempDir
    private Path directory = Path.of("");

    private Path run() {
        return directory.resolve("run");
    }

    /** A run of ten seconds, once its hops are on their way. */
    private Program measuring(LocalMesh mesh) throws IOException {
        Path temporary = Files.createDirectory(directory.resolve("tmp"));
        String hint = DrivingHints.matrix(mesh.nodes()) + " --samples 50 --rate 10 --run-dir " + run();
        Program program = Program.start(
                directory, temporary, Stream.of(hint.split(" ")).skip(1).toArray(String[]::new));
        Path journal = run().resolve("run.jsonl");
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> Files.exists(journal)
                        && Files.readString(journal).split("\"event\":\"frame\"", -1).length > FRAMES);
        return program;
    }

    @Test
    void anotherProcessGoesOnWhereTheKilledOneStood() throws Exception {
        try (LocalMesh mesh = Meshes.ofStandIns(3)) {
            Program program = measuring(mesh);
            CommandRun.Said early = CommandRun.said("resume", run().toString());
            assertThat(early.exit()).isEqualTo(3);
            assertThat(early.err()).contains("goes on already: process ");

            program.kill();
            program.awaitExit();
            CommandRun.Said cut = CommandRun.said("report", run().toString(), "--color=never");
            assertThat(cut.exit()).isEqualTo(4);
            assertThat(cut.out()).contains("its journal ends before the run did");

            CommandRun.Said said = CommandRun.said("resume", run().toString(), "--color=never");
            assertThat(said.exit()).as(said.err()).isZero();
            assertThat(said.out())
                    .contains("6 of 6 pairs proven", "300 of 300 samples")
                    .contains("another process went on with the run");

            // As if the process had been killed after the last event and before it wrote its report.
            Path report = run().resolve("report.json");
            String written = Files.readString(report);
            Files.delete(report);
            CommandRun.Said again = CommandRun.said("resume", run().toString(), "--color=never");
            assertThat(again.exit()).isZero();
            assertThat(report).hasContent(written);
            assertThat(again.out()).contains("6 of 6 pairs proven");
        }
    }

    @Test
    void theProcessThatGoesOnHoldsTheRunAsTheFirstOneDid() throws Exception {
        try (LocalMesh mesh = Meshes.ofStandIns(3)) {
            Program first = measuring(mesh);
            Path lock = run().resolve("run.lock");
            String holder = Files.readString(lock);
            first.kill();
            first.awaitExit();
            Program second = Program.start(directory, directory.resolve("tmp"), "resume", run().toString());
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> !Files.readString(lock).equals(holder));
            CommandRun.Said third = CommandRun.said("resume", run().toString());
            assertThat(third.err()).contains("goes on already: process ");
            assertThat(third.exit()).isEqualTo(3);
            second.awaitExit();
        }
    }

    @Test
    void aRunWhoseProcessIsGoneCanBeCancelled() throws Exception {
        try (LocalMesh mesh = Meshes.ofStandIns(3)) {
            Program program = measuring(mesh);
            program.kill();
            program.awaitExit();
            CommandRun.Said said = CommandRun.said("cancel", run().toString(), "--color=never");
            assertThat(said.exit()).as(said.err()).isEqualTo(4);
            assertThat(said.out()).contains("cut short: cancelled");
            // The runners are free at once: they obey no run any more.
            CommandRun next = CommandRun.matrix(mesh, directory.resolve("next"));
            assertThat(next.exit()).as(next.err()).isZero();
            assertThat(next.err()).doesNotContain("waiting for");
        }
    }
}
