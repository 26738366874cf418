package dev.x0xtest.local.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.local.interop.InteropMesh.On;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests a fleet of upstream's runners that is larger than upstream's own coordinator can measure. */
@Interop
@DisplayName("18 nodes on x0xd, their runners")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 240, unit = TimeUnit.SECONDS)
class LargeFleetIT {
    private static final int NODES = 18;

    @TempDir
    private Path directory = Path.of("");

    private InteropMesh mesh;

    @BeforeAll
    void start() throws InterruptedException {
        mesh = InteropMesh.ofUpstreams(On.X0XD, NODES);
    }

    @AfterAll
    void end() {
        mesh.close();
    }

    @Test
    @DisplayName("our coordinator proves every pair of 16 of them")
    void sixteen() {
        mesh.weProveEveryPair(mesh.nodes().subList(0, 16), directory, "raw_quic_acked");
    }

    @Test
    @DisplayName("our coordinator proves every pair of all 18")
    void eighteen() {
        mesh.weProveEveryPair(mesh.nodes(), directory, "raw_quic_acked");
    }

    /**
     * Upstream's coordinator has a table of 256 requests and needs 306. If its run passes here, upstream has fixed
     * this: say so in the README.
     */
    @Test
    @DisplayName("their own coordinator crashes over all 18")
    void upstreamsCoordinatorCrashes() throws Exception {
        UpstreamCoordinator run = mesh.upstreamsMatrix(directory);
        assertThat(run.exit()).as(run.output()).isNotZero();
        assertThat(run.output()).contains("RuntimeError: matrix result request expired before settle window");
    }
}
