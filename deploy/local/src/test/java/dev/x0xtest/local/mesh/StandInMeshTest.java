package dev.x0xtest.local.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.local.CommandRun;
import dev.x0xtest.local.interop.StrangerScene;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests whole meshes of stand-ins. Every message takes the path that it takes in a real fleet. */
@Timeout(value = 90, unit = TimeUnit.SECONDS)
class StandInMeshTest {
    @TempDir
    private Path directory = Path.of("");

    @ParameterizedTest
    @CsvSource({"2, memory", "6, memory", "12, memory", "6, quic"})
    void everyPairOfAHealthyMeshIsProven(int nodes, String transport) {
        CommandRun run = CommandRun.local(directory, "--nodes", Integer.toString(nodes), "--transport", transport);
        MeshExpectations.everyPairIsProven(run, nodes, "raw_quic_acked");
        assertThat(run.err()).containsPattern("mesh of " + nodes + " up in \\d+\\.\\d s \\(stand-ins, ");
    }

    @ParameterizedTest
    @CsvSource({"gossip", "durable"})
    void thePlanesOfGossipAreProvenToo(String plane) {
        CommandRun run = CommandRun.local(directory, "--nodes", "3", "--transport", "memory", "--plane", plane);
        MeshExpectations.everyPairIsProven(run, 3, "gossip_inbox");
    }

    @Test
    void aStoppedRunnerIsUnobservedAndNamed() throws Exception {
        try (LocalMesh mesh = Meshes.ofStandIns(6)) {
            MeshExpectations.aStoppedRunnerIsNamed(mesh, directory);
        }
    }

    @Test
    void aBlockedContactIsTwoRedCellsWithTheirCause() throws Exception {
        try (LocalMesh mesh = Meshes.ofStandIns(6)) {
            MeshExpectations.aBlockedContactIsTwoRedCells(mesh, directory);
        }
    }

    @Test
    void aMeshWithoutCardsAccountsForEveryPairAndItsExitCodeFitsTheTotals() {
        CommandRun run = CommandRun.local(
                directory, "--nodes", "3", "--transport", "memory", "--no-cards", "--discover-timeout", "5s");
        assertThat(run.exit())
                .as(run.out())
                .isEqualTo(run.total("refuted") > 0 ? 1 : run.total("unobserved") > 0 ? 4 : 0);
        assertThat(run.total("proven") + run.total("refuted") + run.total("unobserved"))
                .isEqualTo(6);
    }

    @Test
    void aMemberThatIsNoCoordinatorGetsNothing() throws Exception {
        try (LocalMesh mesh = Meshes.ofStandIns(3)) {
            new StrangerScene(mesh).nobodyObeysTheStranger();
        }
    }

    @Test
    void nothingOfAMeshIsLeftBehind() throws Exception {
        Path home;
        try (LocalMesh mesh = Meshes.ofStandIns(2)) {
            home = mesh.anchor().tokenFile().resolve("../..").normalize();
            assertThat(home).isDirectory();
        }
        assertThat(home).doesNotExist();
    }
}
