package dev.x0xtest.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Upstream's coordinator finds our runners as good as its own. */
@Interop
@DisplayName("their coordinator, our runners")
@Timeout(value = 240, unit = TimeUnit.SECONDS)
class UpstreamCoordinatorIT {
    private static final Duration PATIENCE = Duration.ofSeconds(150);

    @TempDir
    private Path directory = Path.of("");

    private final UpstreamHarness harness = UpstreamHarness.find();

    @ParameterizedTest(name = "{0} nodes on {1}, default flags")
    @CsvSource({"3, stand-ins", "6, stand-ins", "3, x0xd", "6, x0xd"})
    void everyPairIsSentAndReceived(int nodes, String daemons) throws Exception {
        MeshPlan plan = Meshes.plan(nodes, daemons.equals("x0xd") ? InteropNeeds.x0xd() : null, 5);
        try (LocalMesh mesh = LocalMesh.start(plan)) {
            everyPair(UpstreamCoordinator.run(harness, mesh, directory, PATIENCE), nodes);
        }
    }

    private static void everyPair(UpstreamCoordinator run, int nodes) {
        int pairs = nodes * (nodes - 1);
        assertThat(run.exit()).as(run.output()).isZero();
        assertThat(run.output())
                .contains("Sent:     " + pairs + " / " + pairs)
                .contains("Received: " + pairs + " / " + pairs);
    }
}
