package dev.x0xtest.local.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.local.CommandRun;
import dev.x0xtest.local.interop.StrangerScene;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    void theLargestHopsArriveOnEveryPlane() {
        for (String plane : List.of("raw", "gossip")) {
            CommandRun run = CommandRun.local(
                    directory.resolve(plane),
                    "--nodes",
                    "2",
                    "--transport",
                    "memory",
                    "--plane",
                    plane,
                    "--payload-bytes",
                    "49000");
            assertThat(run.exit()).as(run.out()).isZero();
            assertThat(run.report().at("/scope/payload_sizes/0").asInt()).isEqualTo(49_000);
        }
    }

    @Test
    void aStrengthSaysItsCostFirstAndTheEventsAreThereBesideTheReport() throws IOException {
        Path events = directory.resolve("events.jsonl");
        CommandRun run = CommandRun.local(
                directory,
                "--nodes",
                "3",
                "--transport",
                "memory",
                "--strength",
                "20%",
                "--tolerate-loss",
                "10%",
                "--jsonl",
                "" + events);
        assertThat(run.exit()).as(run.out()).isZero();
        assertThat(run.err()).startsWith("strength 20 %: 14 hops a pair, 84 messages, 172.0 kB of payload, 1 s");
        assertThat(run.report().at("/scope/samples").asInt()).isEqualTo(14);
        assertThat(run.report().at("/scope/tolerate_loss").asDouble()).isEqualTo(0.1);
        assertThat(run.report().at("/cells/0/loss/high").asDouble()).isLessThanOrEqualTo(0.2);
        assertThat(run.out())
                .contains(
                        "a loss of 10 % tolerated, first attempt",
                        "grades: 6 UNKNOWN (p0 0.1 %, p1 10 %, alpha 1.67 %)");
        List<String> lines = Files.readAllLines(events);
        assertThat(lines.get(0)).contains("\"schema\":\"x0xtest/events/1\"");
        assertThat(lines)
                .filteredOn(line -> line.contains("\"event\":\"cell\""))
                .hasSize(6);
        assertThat(lines.get(lines.size() - 1)).contains("\"event\":\"verdict\"", "\"verdict\":\"PASS\"");
    }

    @Test
    void aRoundOfTheRotationMeasuresItsPairsAlone() {
        CommandRun run = CommandRun.local(directory, "--nodes", "6", "--transport", "memory", "--out-degree", "2@1");
        assertThat(run.exit()).as(run.out()).isZero();
        assertThat(run.total("pairs")).isEqualTo(12);
        assertThat(run.report().at("/sparse").toString()).isEqualTo("{\"declared\":12,\"of\":30}");
        assertThat(run.err()).startsWith("round 1 of the rotation: each node sends to 2 others; 3 rounds in a row");
        assertThat(run.out()).contains("PASS  12 of 12 declared pairs proven (sparse: 12 of 30 pairs) on plane raw");
        assertThat(run.out()).contains("  18  not declared (blank): this sparse run does not measure them");
    }

    @Test
    void aFocusedRunMeasuresTheNamedPairsManyTimes() {
        CommandRun run = CommandRun.local(
                directory,
                "--nodes",
                "6",
                "--transport",
                "memory",
                "--pairs",
                "nyc:sfo,sfo:nyc,helsinki:sydney",
                "--samples",
                "20");
        assertThat(run.exit()).as(run.out()).isZero();
        assertThat(run.total("pairs")).isEqualTo(3);
        assertThat(run.report().at("/cells/0/samples/PROVEN").asInt()).isEqualTo(20);
        assertThat(run.report().at("/roster/3/state").asText()).startsWith("not sought");
        assertThat(run.out()).contains("2 nodes are not on the map", "(60 of 60 samples, 20 each)");
    }

    @Test
    void aPairOfNoSuchNodeIsRefusedBeforeTheMeshStarts() {
        CommandRun.Said said = CommandRun.said("local", "--nodes", "3", "--pairs", "nyc:tokyo");
        assertThat(said.exit()).isEqualTo(2);
        assertThat(said.err())
                .contains("--pairs: tokyo is not a node of this run")
                .doesNotContain("mesh of");
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
