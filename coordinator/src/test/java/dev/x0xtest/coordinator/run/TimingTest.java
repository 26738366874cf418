package dev.x0xtest.coordinator.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.format.ReportJson;
import dev.x0xtest.coordinator.run.simulated.HopPlan;
import dev.x0xtest.coordinator.run.simulated.SimulatedFleet;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests between which events the durations of a report are measured. */
class TimingTest {
    private static final long CONTROL_MS = 7;

    @Test
    void theMatrixOfAPlannedRunLastsFromTheFirstGoToTheLastReport() {
        List<Long> goMs = new ArrayList<>();
        List<Long> reportMs = new ArrayList<>();
        SimulatedFleet fleet = new SimulatedFleet(4).planned();
        fleet.controlMs = () -> CONTROL_MS;
        fleet.pair(1, 2, HopPlan.GOOD.takes(900));
        fleet.lossy = frame -> {
            if (frame.equals("cmd go")) {
                goMs.add(fleet.nowMs());
            } else if (frame.equals("res report")) {
                reportMs.add(fleet.nowMs());
            }
            return false;
        };
        Report report = fleet.run();
        assertThat(report.timing().matrixMs())
                .as("told to go at %s, reports sent at %s", goMs, reportMs)
                .isEqualTo(reportMs.get(reportMs.size() - 1) + CONTROL_MS - (goMs.get(0) - CONTROL_MS));
        assertThat(report.timing().matrixMs()).as("the slow hop is in it").isGreaterThan(900);
        assertThat(report.timing().discoverMs() + report.timing().readyMs()).isEqualTo(goMs.get(0) - CONTROL_MS);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void thePhasesFollowEachOtherAndAddUpToTheTotal(boolean planned) {
        SimulatedFleet fleet = planned ? new SimulatedFleet(4).planned() : new SimulatedFleet(4);
        fleet.runners.get(3).silent = true;
        fleet.controlMs = () -> CONTROL_MS;
        JsonNode timing = ReportJson.tree(fleet.run()).path("timing_ms");
        assertThat(timing.path("total").asLong()).isGreaterThanOrEqualTo(30_000);
        long sum = Stream.of("connect", "discover", "ready", "matrix")
                .mapToLong(phase -> timing.path(phase).asLong())
                .sum();
        assertThat(sum).as("%s", timing).isEqualTo(timing.path("total").asLong());
        assertThat(timing.path("discover").asLong()).as("%s", timing).isLessThan(11_000);
    }

    @Test
    void noFurtherWaitFollowsTheLastReport() {
        List<Long> reportMs = new ArrayList<>();
        SimulatedFleet fleet = new SimulatedFleet(4).planned();
        fleet.lossy = frame -> {
            if (frame.equals("res report")) {
                reportMs.add(fleet.nowMs());
            }
            return false;
        };
        Report report = fleet.run();
        assertThat(reportMs).hasSize(4);
        assertThat(report.timing().totalMs()).isEqualTo(reportMs.get(3) + 1);
    }
}
