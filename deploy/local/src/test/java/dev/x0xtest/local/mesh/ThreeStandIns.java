package dev.x0xtest.local.mesh;

import dev.x0xtest.minimesh.MiniMesh;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * Starts nyc, sfo and helsinki before each test: stand-ins in memory with our runners. It also makes a directory for
 * reports.
 */
abstract class ThreeStandIns {
    static final int SFO = 1;
    static final int HELSINKI = 2;

    @TempDir
    Path directory = Path.of("");

    LocalMesh mesh = unset();
    MiniMesh standIns = unset();

    @BeforeEach
    void bringUp() throws InterruptedException {
        mesh = Meshes.ofStandIns(3);
        standIns = mesh.standIns().orElseThrow();
    }

    @AfterEach
    void takeDown() {
        mesh.close();
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // bringUp() sets both fields before each test
    private static <T> T unset() {
        return null;
    }
}
