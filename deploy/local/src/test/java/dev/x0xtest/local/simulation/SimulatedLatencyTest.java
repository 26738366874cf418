package dev.x0xtest.local.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.format.ReportJson;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.local.simulation.fault.Fault;
import dev.x0xtest.local.simulation.fault.World;
import dev.x0xtest.testkit.report.ReportSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares latencies and clocks of real runners with those of the simulated network. */
class SimulatedLatencyTest {
    private static final int NODES = 6;
    private static final int WRONG = 2;
    private static final long HOUR_US = 3_600_000_000L;

    @TempDir
    private Path directory = Path.of("");

    private JsonNode run(int samples) throws IOException {
        RunConfig.Limits limits = SimulatedFleet.limits(Duration.ofMinutes(5), samples, null, false, null);
        Report report = new SimulatedFleet(new SimulatedFleet.Spec(NODES, limits)
                        .in(new World(List.of(Fault.of(Fault.Kind.CLOCK, WRONG)), 0, 0, Set.of(), 0), 7))
                .run(directory)
                .report();
        return ReportSchema.assertValid(ReportJson.text(report));
    }

    @Test
    void aClockThatIsAnHourOffChangesNoDelay() throws IOException {
        JsonNode report = run(10);
        JsonNode clocks = report.path("clocks");
        long wrongUs = 0;
        long rightUs = 0;
        for (int node = 0; node < NODES; node++) {
            JsonNode one = clocks.path("nodes").get(node);
            wrongUs = node == WRONG ? one.path("offset_us").asLong() : wrongUs;
            rightUs = node == 0 ? one.path("offset_us").asLong() : rightUs;
        }
        assertThat(Math.abs(Math.abs(wrongUs - rightUs) - HOUR_US))
                .as("%s", clocks)
                .isLessThan(20_000);
        for (JsonNode pair : report.path("latency").path("pairs")) {
            long sendUs = pair.path("send").path("p50").asLong();
            JsonNode oneWay = pair.path("one_way");
            assertThat(pair.path("send").path("count").asInt()).isEqualTo(10);
            assertThat(oneWay.path("value").asLong() - oneWay.path("bound").asLong())
                    .as("%s", pair)
                    .isBetween(-10_000L, sendUs);
            assertThat(pair.path("scheduled").path("min").asLong())
                    .isGreaterThanOrEqualTo(pair.path("send").path("min").asLong());
        }
    }
}
