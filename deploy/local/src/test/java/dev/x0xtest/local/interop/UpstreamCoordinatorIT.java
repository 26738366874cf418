package dev.x0xtest.local.interop;

import dev.x0xtest.local.interop.InteropMesh.On;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests that upstream's coordinator measures a fleet of our runners as it does its own. */
@Interop
@DisplayName("Their coordinator, our runners")
@Timeout(value = 360, unit = TimeUnit.SECONDS)
class UpstreamCoordinatorIT {
    @TempDir
    private Path directory = Path.of("");

    @ParameterizedTest(name = "{0} nodes on {1}", quoteTextArguments = false)
    @CsvSource({"3, STAND_INS", "6, STAND_INS", "3, X0XD", "6, X0XD"})
    @DisplayName("every pair is sent and received")
    void everyPairIsSentAndReceived(int nodes, On daemons) throws Exception {
        try (InteropMesh mesh = InteropMesh.start(daemons, nodes, Set.of())) {
            mesh.upstreamProvesEveryPair(directory);
        }
    }

    /** Upstream's own runner leaves its topics for good, so that a second run would not find it. */
    @ParameterizedTest(name = "6 nodes on {0}")
    @EnumSource
    @DisplayName("twice in a row without pub-sub")
    void twiceInARowWithoutPubsub(On daemons) throws Exception {
        try (InteropMesh mesh = InteropMesh.start(daemons, 6, Set.of())) {
            mesh.upstreamProvesEveryPair(directory, "--no-pubsub-after-discover");
            mesh.upstreamProvesEveryPair(directory, "--no-pubsub-after-discover");
        }
    }
}
