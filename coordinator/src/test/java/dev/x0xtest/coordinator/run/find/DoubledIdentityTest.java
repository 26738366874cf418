package dev.x0xtest.coordinator.run.find;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.cli.terminal.Console;
import dev.x0xtest.coordinator.causes.Judged;
import dev.x0xtest.coordinator.render.ReportText;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.run.simulated.SimulatedFleet;
import dev.x0xtest.wire.Plane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A cloned machine: direct messages to one identity end at a second daemon, publications reach both. */
class DoubledIdentityTest {
    private static final String SECOND = "a second x0xd with n3's identity seems to run";

    private static SimulatedFleet fleet(boolean pinned, boolean planned) {
        SimulatedFleet fleet = new SimulatedFleet(4, Plane.RAW, 1, pinned, SimulatedFleet.limits(Plane.RAW));
        return planned ? fleet.planned() : fleet;
    }

    private static String state(SimulatedFleet fleet) {
        Report report = fleet.run();
        assertThat(fleet.journal.replay(fleet.config)).isEqualTo(report);
        return report.roster().get(3).state();
    }

    @ParameterizedTest
    @CsvSource({"true,true", "true,false", "false,true", "false,false"})
    void aSecondDaemonWithTheIdentityIsNamed(boolean pinned, boolean planned) {
        SimulatedFleet fleet = fleet(pinned, planned);
        fleet.runners.get(3).doubled = true;
        Report report = fleet.run();
        assertThat(fleet.journal.replay(fleet.config)).isEqualTo(report);
        assertThat(report.roster().get(3).state()).contains(SECOND, "acknowledged", "answers on the topic");
        assertThat(report.totals().proven()).isEqualTo(6);
        assertThat(String.join("\n", ReportText.lines(new Judged(report), Console.PLAIN, "out.json")))
                .contains("next: stop the second x0xd with n3's identity, such as a cloned machine");
    }

    @ParameterizedTest
    @CsvSource({"true,true", "true,false"})
    void aRunnerThatOnceAnsweredADirectMessageIsNotDoubled(boolean pinned, boolean planned) {
        SimulatedFleet fleet = fleet(pinned, planned);
        fleet.runners.get(3).deafAfterDiscovery = true;
        assertThat(state(fleet)).contains("found, but not ready").doesNotContain("second");
    }

    @Test
    void aRunnerThatDiedAfterDiscoveryIsNotDoubled() {
        SimulatedFleet fleet = fleet(false, true);
        fleet.runners.get(3).deafAfterDiscovery = true;
        fleet.in(1_000, () -> fleet.runners.get(3).silent = true);
        assertThat(state(fleet)).contains("no answer to its plan").doesNotContain("second");
    }

    @Test
    void aNodeWhoseDaemonTakesNothingIsNotDoubled() {
        SimulatedFleet fleet = fleet(false, true);
        fleet.runners.get(3).doubled = true;
        for (Plane plane : Plane.values()) {
            fleet.refusals.put(plane, "timeout");
        }
        assertThat(state(fleet)).doesNotContain("second");
    }
}
