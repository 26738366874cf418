package dev.x0xtest.local.kill;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Kills processes of meshes of stand-ins. {@code -Dkills=N} says how many, {@code -Dkill.seed=N} which and when. */
@EnabledOnOs(OS.LINUX)
class KillTest {
    @TempDir
    private Path directory = Path.of("");

    @Test
    @Timeout(value = 90, unit = TimeUnit.MINUTES)
    void aKilledProcessLeavesNothingBehindAndNoFalseWord() throws Exception {
        new KillSuite(StandInProgram.in(directory), 3, directory).run(Integer.getInteger("kills", 4), 2);
    }
}
