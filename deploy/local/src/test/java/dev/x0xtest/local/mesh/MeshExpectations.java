package dev.x0xtest.local.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.local.CommandRun;
import dev.x0xtest.wire.NodeLabel;
import java.nio.file.Path;

/** The results that a mesh must give, whether its daemons are stand-ins or real. */
public final class MeshExpectations {
    private MeshExpectations() {}

    /** Asserts that every pair is proven by this path. */
    public static void everyPairIsProven(CommandRun run, int nodes, String path) {
        assertThat(run.exit()).as(run.err() + run.out()).isZero();
        assertThat(run.unproven()).isEmpty();
        assertThat(run.total("pairs")).isEqualTo(nodes * (nodes - 1));
        assertThat(run.total("proven")).isEqualTo(nodes * (nodes - 1));
        assertThat(run.paths()).containsExactly(path);
        assertThat(run.out()).contains("PASS");
    }

    /**
     * Stops one of six runners. Asserts that only its row and its column are unobserved, and that the output names it.
     */
    static void aStoppedRunnerIsNamed(LocalMesh mesh, Path directory) throws InterruptedException {
        mesh.stopRunner(new NodeLabel("helsinki"));
        CommandRun run = CommandRun.matrix(mesh, directory, "--discover-timeout", "2s");
        assertThat(run.exit()).as(run.err() + run.out()).isEqualTo(4);
        assertThat(run.total("proven")).isEqualTo(20);
        assertThat(run.total("unobserved")).isEqualTo(10);
        assertThat(run.total("refuted")).isZero();
        assertThat(run.unproven()).allMatch(cell -> cell.contains("helsinki"));
        assertThat(run.out()).contains("INCONCLUSIVE").contains("helsinki");
        assertThat(run.report().path("timing_ms").path("total").asLong()).isLessThan(12_000);
    }

    /** Blocks helsinki at sfo. Asserts that two cells are refuted, each with its own outcome. */
    static void aBlockedContactIsTwoRedCells(LocalMesh mesh, Path directory) throws Exception {
        Meshes.block(mesh, "sfo", "helsinki");
        CommandRun run = CommandRun.matrix(mesh, directory);
        assertThat(run.exit()).as(run.err() + run.out()).isEqualTo(1);
        assertThat(run.unproven()).hasSize(2);
        assertThat(run.unproven().get(0)).isEqualTo("helsinki>sfo MISSING");
        assertThat(run.unproven().get(1)).startsWith("sfo>helsinki REFUSED(403");
        assertThat(run.total("proven")).isEqualTo(28);
        assertThat(run.total("refuted")).isEqualTo(2);
        assertThat(run.out())
                .contains("FAIL")
                .contains("raw_quic_acked")
                .contains("never showed it")
                .contains("sfo's contacts");
    }
}
