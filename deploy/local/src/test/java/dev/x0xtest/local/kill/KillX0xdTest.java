package dev.x0xtest.local.kill;

import dev.x0xtest.local.mesh.daemons.X0xdBinary;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The same on meshes of real x0xd processes. */
@EnabledIf(value = "x0xd", disabledReason = "no real x0xd was given with -Dx0xd=PATH")
class KillX0xdTest {
    @TempDir
    private Path directory = Path.of("");

    static boolean x0xd() {
        return !path().isEmpty();
    }

    private static String path() {
        return System.getProperty("x0xd", "");
    }

    @Test
    @Timeout(value = 90, unit = TimeUnit.MINUTES)
    void aKilledProcessLeavesNothingBehindAndNoFalseWord() throws Exception {
        X0xdBinary binary = X0xdBinary.find(path(), Map.of()).orElseThrow();
        new KillSuite(binary, 3, directory).run(Integer.getInteger("kills", 6), 1);
    }
}
