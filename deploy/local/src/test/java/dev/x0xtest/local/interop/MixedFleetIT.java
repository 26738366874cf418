package dev.x0xtest.local.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.local.CommandRun;
import dev.x0xtest.local.interop.InteropMesh.On;
import dev.x0xtest.local.interop.InteropMesh.Split;
import dev.x0xtest.local.mesh.daemons.MeshSpec;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests that both coordinators prove a fleet at each step of an upgrade, node by node, from upstream's runners to ours.
 */
@Interop
@DisplayName("Mixed fleets")
@Timeout(value = 240, unit = TimeUnit.SECONDS)
class MixedFleetIT {
    /** Upstream's default waits of 10 s and 45 s are made for nodes that are far apart. */
    private static final String[] SHORT_WAITS = {"--post-discover-settle-secs", "1", "--settle-secs", "20"};

    @TempDir
    private Path directory = Path.of("");

    static Stream<Split> everySplit() {
        String[] labels =
                MeshSpec.NodeLabels.first(3).stream().map(label -> label.text()).toArray(String[]::new);
        return IntStream.range(0, 8)
                .mapToObj(bits -> Split.of(IntStream.range(0, labels.length)
                        .filter(node -> (bits >> node & 1) == 1)
                        .mapToObj(node -> labels[node])
                        .toArray(String[]::new)));
    }

    static Stream<Split> twoSplits() {
        return Stream.of(Split.of("nyc"), Split.of("sfo", "helsinki"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("everySplit")
    @DisplayName("our coordinator, stand-ins:")
    void ourCoordinatorOnStandIns(Split split) throws Exception {
        ours(On.STAND_INS, split);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("everySplit")
    @DisplayName("their coordinator, stand-ins:")
    void theirCoordinatorOnStandIns(Split split) throws Exception {
        theirs(On.STAND_INS, split);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("twoSplits")
    @DisplayName("our coordinator, x0xd:")
    void ourCoordinatorOnX0xd(Split split) throws Exception {
        ours(On.X0XD, split);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("twoSplits")
    @DisplayName("their coordinator, x0xd:")
    void theirCoordinatorOnX0xd(Split split) throws Exception {
        theirs(On.X0XD, split);
    }

    @Test
    @DisplayName("our coordinator, x0xd: six, three of them theirs; the others by plans")
    void sixOfWhichThreeCarryPlansOut() throws Exception {
        Split split = Split.of("sfo", "nuremberg", "sydney");
        try (InteropMesh mesh = InteropMesh.start(On.X0XD, 6, split.theirs())) {
            CommandRun run = mesh.weProveEveryPair(mesh.nodes(), directory, "raw_quic_acked");
            assertThat(run.report().path("counters").path("control_sent_plan").asInt())
                    .isEqualTo(3);
        }
    }

    private void ours(On daemons, Split split) throws Exception {
        try (InteropMesh mesh = InteropMesh.start(daemons, 3, split.theirs())) {
            mesh.weProveEveryPair(mesh.nodes(), directory, "raw_quic_acked");
        }
    }

    private void theirs(On daemons, Split split) throws Exception {
        try (InteropMesh mesh = InteropMesh.start(daemons, 3, split.theirs())) {
            mesh.upstreamProvesEveryPair(directory, SHORT_WAITS);
        }
    }
}
