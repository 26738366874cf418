package dev.x0xtest.coordinator.run.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.RosterEntry;
import dev.x0xtest.coordinator.report.Verdict;
import dev.x0xtest.coordinator.run.simulated.SimulatedFleet;
import dev.x0xtest.coordinator.run.terms.RunEffect;
import dev.x0xtest.coordinator.run.terms.RunEvent;
import dev.x0xtest.wire.Plane;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests the warnings about a fleet whose nodes differ, and that no decision depends on a version. */
class FleetWarningsTest {
    private SimulatedFleet fleet = new SimulatedFleet(3);

    private Report run() {
        Report report = fleet.run();
        List<String> notes = fleet.effects.stream()
                .filter(RunEffect.Note.class::isInstance)
                .map(note -> ((RunEffect.Note) note).text())
                .toList();
        assertThat(notes).isEqualTo(report.warnings());
        assertThat(fleet.journal.replay(fleet.config)).isEqualTo(report);
        return report;
    }

    @Test
    void aFleetOfOneKindIsNotWarnedAbout() {
        assertThat(run().warnings()).isEmpty();
    }

    @Test
    void upstreamsRunnerIsNamedAndItsDaemonUnknown() {
        fleet.runners.get(1).upstream = true;
        Report report = run();
        assertThat(report.warnings())
                .containsExactly("a mixed fleet: runners upstream (n1), x0xtest-runner/0.1.0 (n0, n2)");
        RosterEntry entry = report.roster().get(1);
        assertThat(entry.runner()).isEqualTo("upstream");
        assertThat(entry.x0xd()).isNull();
        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void theVersionOfTheAnchorsDaemonNeedsNoRunner() {
        fleet.runners.forEach(runner -> runner.upstream = true);
        Report report = run();
        assertThat(report.warnings()).isEmpty();
        assertThat(report.roster()).extracting(RosterEntry::x0xd).containsExactly("0.48.1", null, null);
    }

    @Test
    void otherVersionsOfRunnerAndDaemonAreOneLine() {
        fleet.runners.get(1).agent = "x0xtest-runner/0.2.0";
        fleet.runners.get(2).x0xd = "0.39.3";
        assertThat(run().warnings())
                .containsExactly("a mixed fleet: runners x0xtest-runner/0.1.0 (n0, n2), x0xtest-runner/0.2.0 (n1); "
                        + "x0xd 0.39.3 (n2), 0.48.1 (n0, n1)");
    }

    @Test
    void aLongListIsCut() {
        fleet = new SimulatedFleet(9);
        fleet.runners.subList(1, 9).forEach(runner -> runner.upstream = true);
        assertThat(run().warnings())
                .contains(
                        "a mixed fleet: runners upstream (n1, n2, n3, n4, n5, n6 and 2 more), x0xtest-runner/0.1.0 (n0)");
    }

    @Test
    void aSilentNodeIsNoDifference() {
        fleet.runners.get(1).silent = true;
        assertThat(run().warnings()).isEmpty();
    }

    @Test
    void aRunThatIsCutShortWarnsOfWhatItKnew() {
        fleet.runners.get(1).upstream = true;
        fleet.runners.get(2).silent = true;
        fleet.in(2000, () -> fleet.post(new RunEvent.Stopped(Report.INTERRUPTED)));
        assertThat(run().warnings()).singleElement().asString().startsWith("a mixed fleet: runners upstream (n1)");
    }

    @Test
    void onPlaneGossipWhoCannotLeaveTheDurableAcknowledgementOutIsNamed() {
        fleet = new SimulatedFleet(3, Plane.GOSSIP, 1);
        fleet.runners.get(1).features = List.of("coverage");
        fleet.runners.get(2).upstream = true;
        assertThat(run().warnings())
                .contains("plane gossip: the runner of n1, n2 cannot leave the durable acknowledgement out; "
                        + "what it sends is durable");
    }

    @Test
    void onOtherPlanesItDoesNotMatter() {
        for (Plane plane : List.of(Plane.RAW, Plane.DURABLE)) {
            fleet = new SimulatedFleet(3, plane, 1);
            fleet.runners.get(1).features = List.of("coverage");
            assertThat(run().warnings()).isEmpty();
        }
    }

    @Test
    void aVersionChangesNothingOfWhatIsSent() {
        run();
        SimulatedFleet newer = new SimulatedFleet(3);
        newer.runners.forEach(runner -> {
            runner.agent = "something-else/99.0";
            runner.x0xd = "7.7.7";
        });
        newer.run();
        assertThat(sends(newer)).isEqualTo(sends(fleet));
    }

    private static List<String> sends(SimulatedFleet fleet) {
        return fleet.effects.stream()
                .filter(RunEffect.SendDm.class::isInstance)
                .map(RunEffect.SendDm.class::cast)
                .map(send -> send.to() + " " + send.route() + " " + Arrays.hashCode(send.payload()))
                .toList();
    }
}
