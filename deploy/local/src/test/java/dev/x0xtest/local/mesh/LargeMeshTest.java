package dev.x0xtest.local.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.x0xtest.local.CommandRun;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests a hundred stand-ins, their runners and a coordinator in one process. */
@Tag("alone")
class LargeMeshTest {
    private static final int NODES = 100;

    @TempDir
    private Path directory = Path.of("");

    /** The timeout allows for a busy machine. {@code bench/run} measures the speed. */
    @Test
    @Timeout(value = 300, unit = TimeUnit.SECONDS)
    void aHundredStandInsAreProvenByFiveMessagesForEachRunner() {
        CommandRun run =
                CommandRun.local(directory, "--nodes", "" + NODES, "--transport", "memory", "--deadline", "4m");
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.total("proven")).isEqualTo(NODES * (NODES - 1));
        JsonNode counters = run.report().path("counters");
        assertThat(ControlMessages.ofPlans(name -> counters.path(name).asLong(0)))
                .as("%s", counters)
                .isBetween(4L * NODES, 5L * NODES);
        System.out.println(NODES + " stand-ins: " + run.report().path("timing_ms"));
    }

    /** On the default transport more than thirty once ran out of memory and failed with pairs that were not broken. */
    @Test
    @Timeout(value = 300, unit = TimeUnit.SECONDS)
    void thirtyEightStandInsOverQuicAreProven() {
        CommandRun run = CommandRun.local(directory, "--nodes", "38", "--deadline", "4m");
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.total("proven")).isEqualTo(38 * 37);
    }
}
