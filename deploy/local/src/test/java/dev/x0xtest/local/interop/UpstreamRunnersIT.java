package dev.x0xtest.local.interop;

import dev.x0xtest.local.interop.InteropMesh.On;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests that our coordinator proves every pair of a fleet that still has upstream's runners. */
@Interop
@DisplayName("Our coordinator, their runners")
@Timeout(value = 240, unit = TimeUnit.SECONDS)
class UpstreamRunnersIT {
    @TempDir
    private Path directory = Path.of("");

    @ParameterizedTest(name = "plane {2}, {0} nodes on {1}", quoteTextArguments = false)
    @CsvSource({
        "6, STAND_INS, raw, raw_quic_acked",
        "6, STAND_INS, durable, gossip_inbox",
        "6, X0XD, raw, raw_quic_acked",
        "6, X0XD, durable, gossip_inbox"
    })
    @DisplayName("every pair is proven")
    void everyPairIsProven(int nodes, On daemons, String plane, String path) throws Exception {
        try (InteropMesh mesh = InteropMesh.ofUpstreams(daemons, nodes)) {
            mesh.weProveEveryPair(mesh.nodes(), directory, path, "--plane", plane);
        }
    }
}
