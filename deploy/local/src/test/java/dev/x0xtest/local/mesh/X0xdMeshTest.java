package dev.x0xtest.local.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.local.CommandRun;
import dev.x0xtest.local.Program;
import dev.x0xtest.local.interop.StrangerScene;
import dev.x0xtest.local.mesh.daemons.X0xdBinary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Tests whole meshes of real x0xd processes, with each runner in a process of its own. */
@EnabledIf(value = "x0xd", disabledReason = "no real x0xd was given with -Dx0xd=PATH")
@Timeout(value = 240, unit = TimeUnit.SECONDS)
class X0xdMeshTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @TempDir
    private Path directory = Path.of("");

    static boolean x0xd() {
        return !path().isEmpty();
    }

    private static String path() {
        return System.getProperty("x0xd", "");
    }

    private static LocalMesh mesh(int nodes) throws InterruptedException {
        Optional<X0xdBinary> binary = X0xdBinary.find(path(), Map.of());
        return LocalMesh.start(Meshes.plan(nodes, binary.orElseThrow(), 5));
    }

    @Test
    void everyPairIsProvenRaw() {
        CommandRun run = CommandRun.local(directory, "--x0xd=" + path(), "--plane", "raw");
        MeshExpectations.everyPairIsProven(run, 6, "raw_quic_acked");
        assertThat(run.err()).contains("(x0xd " + X0xdBinary.TRIED + ")");
    }

    @Test
    void everyPairIsProvenByGossipAndDurably() throws Exception {
        try (LocalMesh mesh = mesh(6)) {
            MeshExpectations.everyPairIsProven(
                    CommandRun.matrix(mesh, directory.resolve("gossip"), "--plane", "gossip"), 6, "gossip_inbox");
            MeshExpectations.everyPairIsProven(
                    CommandRun.matrix(mesh, directory.resolve("durable"), "--plane", "durable"), 6, "gossip_inbox");
        }
    }

    @Test
    void aStoppedRunnerIsUnobservedAndNamed() throws Exception {
        try (LocalMesh mesh = mesh(6)) {
            MeshExpectations.aStoppedRunnerIsNamed(mesh, directory);
        }
    }

    @Test
    void aBlockedContactIsTwoRedCellsWithTheirCause() throws Exception {
        try (LocalMesh mesh = mesh(6)) {
            MeshExpectations.aBlockedContactIsTwoRedCells(mesh, directory);
        }
    }

    @Test
    void noProcessOutlivesAProgramThatIsKilled() throws Exception {
        Path temporary = Files.createDirectory(directory.resolve("tmp"));
        Program program = Program.start(directory, temporary, "local", "--x0xd=" + path(), "--nodes", "2", "--keep");
        program.awaitErr("until Ctrl-C");
        List<ProcessHandle> children = program.descendants();
        assertThat(children).hasSizeGreaterThanOrEqualTo(4);
        program.kill();
        Awaitility.await().atMost(PATIENCE).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
        Awaitility.await().atMost(PATIENCE).until(() -> isEmpty(temporary));
    }

    @Test
    void ctrlCWhileRealDaemonsStartTakesThemDown() throws Exception {
        Path temporary = Files.createDirectory(directory.resolve("tmp"));
        Program program = Program.start(directory, temporary, "local", "--x0xd=" + path());
        Awaitility.await().atMost(PATIENCE).until(() -> program.descendants().size() > 3);
        List<ProcessHandle> children = program.descendants();
        program.signal("INT");
        assertThat(program.awaitExit()).as(program.err()).isEqualTo(130);
        Awaitility.await().atMost(PATIENCE).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(isEmpty(temporary)).isTrue();
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.noneMatch(file -> file.getFileName().toString().startsWith("x0xtest-local-"));
        }
    }

    @Test
    void aMemberThatIsNoCoordinatorGetsNothing() throws Exception {
        try (LocalMesh mesh = mesh(3)) {
            new StrangerScene(mesh).nobodyObeysTheStranger();
        }
    }
}
