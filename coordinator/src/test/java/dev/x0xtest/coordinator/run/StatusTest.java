package dev.x0xtest.coordinator.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.coordinator.run.simulated.SimulatedFleet;
import dev.x0xtest.coordinator.run.terms.RunEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run can say at any moment what it waits for. */
class StatusTest {
    private static final int LINE = 79;

    private static List<String> each(SimulatedFleet fleet, long... atMs) {
        return inRoom(LINE, fleet, atMs);
    }

    private static List<String> inRoom(int room, SimulatedFleet fleet, long... atMs) {
        List<String> told = new ArrayList<>();
        for (long ms : atMs) {
            fleet.in(ms, () -> told.add(fleet.status(room)));
        }
        fleet.run();
        return told;
    }

    @Test
    void beforeTheAnchorAnswersItIsNamed() {
        assertThat(new SimulatedFleet(3).status(LINE)).isEqualTo("waiting for n0's x0xd (0 s of 10 s)");
    }

    @Test
    void theNodesThatAreSoughtAreNamedWithTheirTime() {
        SimulatedFleet fleet = new SimulatedFleet(6);
        fleet.runners.get(5).silent = true;
        assertThat(each(fleet, 12_000)).containsExactly("waiting for n5 (12 s of 30 s)");
    }

    @Test
    void manyNodesAreCounted() {
        SimulatedFleet fleet = new SimulatedFleet(20);
        fleet.runners.subList(1, 20).forEach(runner -> runner.silent = true);
        assertThat(each(fleet, 3_000)).containsExactly("waiting for n1, n2, n3 and 16 more (3 s of 30 s)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "79 | waiting for n1, n2, n3 and 16 more (3 s of 30 s)",
                "47 | waiting for n1, n2 and 17 more (3 s of 30 s)",
                "40 | waiting for n1 and 18 more (3 s of 30 s)",
                "39 | waiting: n1, n2, n3 and 16 more, 3 s",
                "30 | waiting: n1 and 18 more, 3 s",
                "20 | waiting: 19 nodes, 3 s"
            })
    void aNarrowLineNamesFewerAndStillCountsTheRest(int room, String line) {
        SimulatedFleet fleet = new SimulatedFleet(20);
        fleet.runners.subList(1, 20).forEach(runner -> runner.silent = true);
        assertThat(inRoom(room, fleet, 3_000)).containsExactly(line);
    }

    @Test
    void aRunnerWhoseReportIsMissingIsNamed() {
        SimulatedFleet fleet = new SimulatedFleet(3).planned();
        fleet.runners.get(1).diesAtGo = true;
        assertThat(each(fleet, 4_000)).containsExactly("waiting for the report of n1 (4 s of 120 s)");
    }

    @Test
    void aNodeOfWhichNothingIsHeardIsNamedWithHowLongTheRunWaitsForIt() {
        SimulatedFleet fleet = new SimulatedFleet(3).planned();
        fleet.runners.get(1).diesAtGo = true;
        assertThat(each(fleet, 20_000)).containsExactly("waiting for n1, silent (19 s of 37 s)");
    }

    @Test
    void anAnchorThatIsGoneIsNamedBeforeEverythingElse() {
        SimulatedFleet fleet = new SimulatedFleet(3);
        fleet.runners.get(1).silent = true;
        fleet.in(2_000, () -> fleet.post(new RunEvent.StreamMoved("direct", "backing_off", "Connection refused")));
        assertThat(each(fleet, 5_000))
                .containsExactly("waiting for n0's x0xd, lost: Connection refused, (3 s of 118 s)");
    }
}
