package dev.x0xtest.coordinator.run;

import static dev.x0xtest.coordinator.run.simulated.SimulatedFleet.id;
import static dev.x0xtest.coordinator.run.simulated.SimulatedFleet.label;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.x0xtest.cli.ExitCode;
import dev.x0xtest.cli.terminal.Console;
import dev.x0xtest.coordinator.causes.Judged;
import dev.x0xtest.coordinator.render.ReportText;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.RosterEntry;
import dev.x0xtest.coordinator.report.format.ReportJson;
import dev.x0xtest.coordinator.run.simulated.HopPlan;
import dev.x0xtest.coordinator.run.simulated.SimulatedFleet;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.coordinator.run.terms.RunEffect;
import dev.x0xtest.coordinator.run.terms.RunEvent;
import dev.x0xtest.wire.Plane;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Each way in which a run can end has its own sentence, its own next step, and a verdict that agrees with its code. */
class EndingsTest {
    private static SimulatedFleet unpinned() {
        return new SimulatedFleet(4, Plane.RAW, 1, false, SimulatedFleet.limits(Plane.RAW));
    }

    private static SimulatedFleet silent(SimulatedFleet fleet) {
        fleet.runners.subList(1, 4).forEach(runner -> runner.silent = true);
        return fleet;
    }

    private static RunConfig.Limits deadline(Duration deadline) {
        RunConfig.Limits usual = SimulatedFleet.limits(Plane.RAW);
        return new RunConfig.Limits(
                deadline,
                usual.discover(),
                usual.hop(),
                usual.grace(),
                usual.undecidedAttempts(),
                usual.refutedAttempts(),
                usual.perRunner(),
                usual.total(),
                usual.payloadBytes(),
                usual.samples(),
                usual.burst(),
                RunConfig.Limits.LEASE);
    }

    private static String text(Report report) {
        return String.join("\n", ReportText.lines(new Judged(report), Console.PLAIN, "out.json"));
    }

    private static JsonNode ended(SimulatedFleet fleet, Report report) {
        assertThat(fleet.journal.replay(fleet.config)).isEqualTo(report);
        assertThat(report.roster()).extracting(RosterEntry::state).doesNotContain("");
        assertThat(text(report))
                .doesNotContainPattern("(?m): *$")
                .doesNotContain("x0xd and runner are up")
                .doesNotContain("read the log");
        return ReportJson.tree(report).path("ended");
    }

    @Test
    void ctrlCSaysThatTheRunWasInterruptedAndNothingOfTheNodes() {
        SimulatedFleet fleet = silent(new SimulatedFleet(4));
        fleet.in(500, () -> fleet.post(new RunEvent.Stopped(Report.INTERRUPTED)));
        Report report = fleet.run();
        JsonNode ended = ended(fleet, report);
        assertThat(ended.path("by").asText()).isEqualTo("interrupted");
        assertThat(ended.path("next").asText()).startsWith("run again");
        assertThat(report.exitCode()).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(text(report))
                .contains(
                        "INTERRUPTED  ",
                        "all 12 pairs: NOT_RUN",
                        "not decided before the run was interrupted",
                        "not ready by then: n1, n2, n3")
                .doesNotContain("INCONCLUSIVE");
    }

    @Test
    void sigtermNamesWhatMayHaveSentIt() {
        SimulatedFleet fleet = silent(new SimulatedFleet(4));
        fleet.in(500, () -> fleet.post(new RunEvent.Stopped(Report.TERMINATED)));
        Report report = fleet.run();
        assertThat(ended(fleet, report).path("next").asText()).contains("SIGTERM");
        assertThat(text(report)).contains("TERMINATED  ").doesNotContain("INCONCLUSIVE");
    }

    @Test
    void theDeadlineIsNamedWithTheOptionThatMovesIt() {
        SimulatedFleet fleet = silent(new SimulatedFleet(4, Plane.RAW, 1, true, deadline(Duration.ofMillis(1500))));
        Report report = fleet.run();
        JsonNode ended = ended(fleet, report);
        assertThat(ended.path("by").asText()).isEqualTo("deadline");
        assertThat(ended.path("next").asText()).contains("--deadline");
        assertThat(report.partial()).isNull();
        assertThat(report.exitCode()).isEqualTo(ExitCode.INCONCLUSIVE);
        assertThat(text(report)).contains("INCONCLUSIVE  ", "not decided before the deadline of 1500 ms");
    }

    @Test
    void twoClaimantsAreNotAnInconclusiveRun() {
        SimulatedFleet fleet = unpinned();
        fleet.runners.get(3).label = label(1);
        Report report = fleet.run();
        JsonNode ended = ended(fleet, report);
        assertThat(ended.path("by").asText()).isEqualTo("two-claimants");
        assertThat(ended.path("next").asText()).contains("stop one of the two runners", "--nodes n1=AGENT_ID");
        assertThat(report.exitCode()).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(text(report)).contains("NO VERDICT  ").doesNotContain("INCONCLUSIVE");
    }

    @Test
    void oneAgentUnderTwoLabelsIsToldWithItsOwnNextStep() {
        SimulatedFleet fleet = unpinned();
        fleet.runners.get(3).id = id(1);
        JsonNode ended = ended(fleet, fleet.run());
        assertThat(ended.path("by").asText()).isEqualTo("two-labels");
        assertThat(ended.path("next").asText()).contains("one runner per x0xd");
    }

    @Test
    void aDaemonThatIsAnotherNodeThanTheAnchorIsNamed() {
        SimulatedFleet fleet = unpinned();
        fleet.anchorIs = 2;
        Report report = fleet.run();
        JsonNode ended = ended(fleet, report);
        assertThat(ended.path("by").asText()).isEqualTo("wrong-anchor");
        assertThat(report.partial()).isEqualTo("the daemon at http://127.0.0.1:1 is n2, not n0");
        assertThat(ended.path("next").asText()).contains("--anchor n2", "--api-base");
    }

    @Test
    void aPinnedAnchorIsComparedWithTheDaemonBeforeAnythingIsSent() {
        SimulatedFleet fleet = new SimulatedFleet(4);
        fleet.anchorIs = 2;
        Report report = fleet.run();
        assertThat(ended(fleet, report).path("by").asText()).isEqualTo("wrong-anchor");
        assertThat(report.partial()).isEqualTo("the daemon at http://127.0.0.1:1 is n2, not n0");
        assertThat(report.totals().controlDms()).isZero();
    }

    @Test
    void anAnchorPinnedToAnUnknownAgentNamesBothIds() {
        SimulatedFleet fleet = new SimulatedFleet(4);
        fleet.anchorIs = 9;
        Report report = fleet.run();
        assertThat(ended(fleet, report).path("by").asText()).isEqualTo("wrong-anchor");
        assertThat(report.partial()).contains(id(9).hex(), id(0).hex(), "n0");
    }

    @Test
    void anAnchorThatIsGoneIsNotTheFaultOfTheNodes() {
        SimulatedFleet fleet = silent(new SimulatedFleet(4));
        fleet.in(2_000, () -> fleet.post(new RunEvent.StreamMoved("direct", "backing_off", "Connection refused")));
        Report report = fleet.run();
        JsonNode ended = ended(fleet, report);
        assertThat(ended.path("by").asText()).isEqualTo("anchor-lost");
        assertThat(report.partial()).contains("n0's x0xd at http://127.0.0.1:1", "2 s", "Connection refused");
        assertThat(report.exitCode()).isEqualTo(ExitCode.ENVIRONMENT);
    }

    @Test
    void anAnchorThatComesBackChangesNothing() {
        SimulatedFleet fleet = silent(new SimulatedFleet(4));
        fleet.in(2_000, () -> fleet.post(new RunEvent.StreamMoved("direct", "backing_off", "EOF")));
        fleet.in(4_000, () -> fleet.post(new RunEvent.StreamMoved("direct", "connecting", "EOF")));
        fleet.in(5_000, () -> fleet.post(new RunEvent.StreamMoved("direct", "open", "attached")));
        Report report = fleet.run();
        assertThat(ReportJson.tree(report).path("ended").isNull()).isTrue();
        assertThat(report.exitCode()).isEqualTo(ExitCode.INCONCLUSIVE);
    }

    @Test
    void aTokenThatIsRefusedInTheRunEndsItAtOnce() {
        SimulatedFleet fleet = silent(new SimulatedFleet(4));
        fleet.in(2_000, () -> {
            fleet.publishRefusal = "unauthorized";
            for (Plane plane : Plane.values()) {
                fleet.refusals.put(plane, "unauthorized");
            }
        });
        Report report = fleet.run();
        JsonNode ended = ended(fleet, report);
        assertThat(ended.path("by").asText()).isEqualTo("token-refused");
        assertThat(ended.path("next").asText()).contains("token");
        assertThat(fleet.nowMs()).isLessThan(10_000);
    }

    @Test
    void aTokenThatIsReplacedInTheRunDoesNotEndIt() {
        SimulatedFleet fleet = new SimulatedFleet(4);
        fleet.refusals.put(Plane.RAW, "unauthorized");
        fleet.in(1_000, () -> fleet.refusals.clear());
        assertThat(fleet.run().exitCode()).isEqualTo(ExitCode.PASS);
    }

    /** The runners have measured, and their reports were lost. */
    private static SimulatedFleet unreported() {
        SimulatedFleet fleet = new SimulatedFleet(4).planned();
        fleet.lossy = frame -> fleet.nowMs() < 1_000 && frame.equals("res report");
        return fleet;
    }

    private static RunEvent ctrlC() {
        return new RunEvent.Stopped(Report.INTERRUPTED, null, 3_000);
    }

    @Test
    void anInterruptedRunByPlansKeepsWhatTheRunnersKnow() {
        SimulatedFleet fleet = unreported();
        fleet.in(1_000, () -> fleet.post(ctrlC()));
        Report report = fleet.run();
        ended(fleet, report);
        assertThat(report.totals().proven()).isEqualTo(12);
        assertThat(report.exitCode()).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(fleet.nowMs()).isLessThan(1_500);
    }

    @Test
    void aRunnerThatDoesNotAnswerDelaysTheEndForThreeSecondsAtMost() {
        SimulatedFleet fleet = unreported();
        fleet.in(1_000, () -> {
            fleet.runners.get(2).silent = true;
            fleet.post(ctrlC());
        });
        Report report = fleet.run();
        ended(fleet, report);
        assertThat(fleet.nowMs()).isEqualTo(4_000);
        assertThat(report.totals().proven()).isEqualTo(6);
        assertThat(text(report)).contains("6 pairs: UNOBSERVED", "not decided before the run was interrupted");
    }

    @Test
    void aSendThatWasUnderWayIsNotTheFaultOfItsSource() {
        SimulatedFleet fleet = new SimulatedFleet(4).planned();
        fleet.pair(1, 2, HopPlan.GOOD.withoutAnswer());
        fleet.pair(1, 3, HopPlan.GOOD.takes(60_000));
        fleet.in(1_000, () -> fleet.post(ctrlC()));
        Report report = fleet.run();
        ended(fleet, report);
        assertThat(report.totals().proven()).isEqualTo(10);
        assertThat(text(report)).contains("2 pairs: UNOBSERVED", "not decided before the run was interrupted");
    }

    @Test
    void aSecondSignalEndsTheRunAtOnce() {
        SimulatedFleet fleet = unreported();
        fleet.in(1_000, () -> {
            fleet.runners.get(2).silent = true;
            fleet.post(ctrlC());
        });
        fleet.in(2_000, () -> fleet.post(ctrlC()));
        Report report = fleet.run();
        ended(fleet, report);
        assertThat(fleet.nowMs()).isEqualTo(2_000);
        assertThat(report.totals().proven()).isEqualTo(6);
    }

    @Test
    void theEndOfARunIsNoProgress() {
        SimulatedFleet fleet = silent(new SimulatedFleet(4));
        fleet.runners.get(1).silent = false;
        fleet.in(5_000, () -> fleet.post(new RunEvent.Stopped(Report.INTERRUPTED)));
        fleet.run();
        assertThat(fleet.effects)
                .filteredOn(RunEffect.Progressed.class::isInstance)
                .last()
                .isEqualTo(new RunEffect.Progressed(12, 2, 2, 0));
    }
}
