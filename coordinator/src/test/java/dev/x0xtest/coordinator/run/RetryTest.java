package dev.x0xtest.coordinator.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.coordinator.causes.Cause;
import dev.x0xtest.coordinator.causes.Causes;
import dev.x0xtest.coordinator.causes.kind.CauseKind;
import dev.x0xtest.coordinator.report.CellOutcome;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.Verdict;
import dev.x0xtest.coordinator.report.format.Diagnosis;
import dev.x0xtest.coordinator.report.format.NextStep;
import dev.x0xtest.coordinator.run.simulated.HopPlan;
import dev.x0xtest.coordinator.run.simulated.SimulatedFleet;
import dev.x0xtest.coordinator.run.simulated.SimulatedRefusal;
import dev.x0xtest.coordinator.run.terms.RunEffect;
import dev.x0xtest.coordinator.run.terms.RunEvent;
import dev.x0xtest.wire.Plane;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.plan.PlanActions;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tests what is tried again, by which route, and what is not: cells, commands and discovery. */
class RetryTest {
    private static final HopPlan UNDISCOVERED =
            HopPlan.GOOD.refused(503, "recipient_undiscovered").arrives(HopPlan.Arrival.NEVER);

    private final SimulatedFleet fleet = new SimulatedFleet(3);

    @Test
    void anUndecidedCellIsTriedAgainAndItsFirstAttemptStaysVisible() {
        fleet.pair(1, 2, HopPlan.GOOD.arrives(HopPlan.Arrival.NEVER));
        fleet.in(1000, () -> fleet.runners.get(2).evicted++);
        fleet.in(2000, () -> fleet.pair(1, 2, HopPlan.GOOD));
        Report report = fleet.run();
        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(report.totals().firstAttemptOk()).isEqualTo(5);
        assertThat(report.cells())
                .filteredOn(cell -> cell.attempts() == 2)
                .singleElement()
                .satisfies(cell -> assertThat(cell.flags()).contains("retried"));
    }

    @Test
    void anEvictionDelaysTheVerdictOnALostHopButDoesNotHideIt() {
        fleet.pair(1, 2, HopPlan.GOOD.arrives(HopPlan.Arrival.NEVER));
        fleet.in(1000, () -> fleet.runners.get(2).evicted++);
        Report report = fleet.run();
        assertThat(report.totals().byOutcome().get(CellOutcome.MISSING)).isEqualTo(1);
    }

    @Test
    void aRefutedCellIsNotTriedAgain() {
        fleet.pair(1, 2, HopPlan.GOOD.arrives(HopPlan.Arrival.NEVER));
        assertThat(fleet.run().cells()).extracting(CellReport::attempts).containsOnly(1);
    }

    @Test
    void aSenderThatDoesNotKnowTheRecipientIsRetried() {
        fleet.pair(1, 2, UNDISCOVERED);
        fleet.in(1500, () -> fleet.pair(1, 2, HopPlan.GOOD));
        Report report = fleet.run();
        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(report.totals().firstAttemptOk()).isEqualTo(5);
    }

    @Test
    void aSenderThatNeverKnowsTheRecipientIsRefusedAfterAllAttempts() {
        fleet.pair(1, 2, UNDISCOVERED);
        assertThat(fleet.run().cells())
                .filteredOn(cell -> cell.outcome() == CellOutcome.REFUSED)
                .extracting(CellReport::attempts)
                .containsExactly(3);
    }

    @Test
    void everyLostResultCostsARetransmitAndNoCell() {
        AtomicInteger results = new AtomicInteger();
        java.util.Set<String> dropped = new java.util.HashSet<>();
        fleet.lossy =
                frame -> frame.startsWith("res") && results.incrementAndGet() % 2 == 1 && dropped.add(frame + results);
        Report report = fleet.run();
        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(results).hasValueGreaterThan(10);
    }

    @Test
    void aRefusedRawCommandGoesByGossipAtOnce() {
        fleet.refusals.put(Plane.RAW, "recipient_undiscovered");
        Report report = fleet.run();
        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(fleet.nowMs()).isLessThan(500);
        assertThat(report.cells().get(0).evidence().control()).contains("refused(recipient_undiscovered)");
    }

    @Test
    void theRunEndsByItsDeadlineWithAnyLoss() {
        fleet.lossy = frame -> frame.equals("res send_result") || frame.equals("res received_dm");
        Report report = fleet.run();
        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.totals().pairs()).isEqualTo(6);
        assertThat(fleet.nowMs()).isLessThanOrEqualTo(120_000);
    }

    @Test
    void unverifiedAnswersAreNotBelieved() {
        fleet.runners.get(1).answersUnverified = true;
        Report report = fleet.run();
        assertThat(report.counters()).containsKey("results_unverified");
        assertThat(report.totals().proven()).isEqualTo(2);
    }

    @Test
    void resultsByTopicCountFromPinnedNodesAndAreMarkedSo() {
        fleet.runners.get(1).answersByTopic = true;
        Report report = fleet.run();
        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(report.cells())
                .filteredOn(cell -> cell.src().equals(SimulatedFleet.label(1)))
                .allSatisfy(cell -> assertThat(cell.evidence().control()).contains("answered by pubsub"));
        assertThat(report.cells())
                .filteredOn(cell -> cell.dst().equals(SimulatedFleet.label(1)))
                .allSatisfy(cell -> assertThat(cell.flags()).contains("channel:pubsub"));
    }

    @Test
    void anAnchorOfAnotherVersionOrWithFewPeersIsSaid() {
        fleet.post(new RunEvent.Started(fleet.runners.get(0).id.hex(), "ee".repeat(32), "0.39.3", "http://a", 1));
        assertThat(fleet.effects)
                .filteredOn(RunEffect.Note.class::isInstance)
                .extracting(note -> ((RunEffect.Note) note).text())
                .containsExactly(
                        "the anchor runs x0xd 0.39.3; what is told here about x0xd was learned from 0.48",
                        "the anchor has 1 peer, 2 other nodes are asked for");
    }

    @Test
    void aNodeThatIsBusyWhenItIsFoundIsAskedAgain() {
        fleet.runners.get(1).refuses = busyUntil(2500);
        assertThat(fleet.run().verdict()).isEqualTo(Verdict.PASS);
        assertThat(fleet.nowMs()).isBetween(2500L, 5000L);
    }

    @Test
    void aNodeThatStaysBusyIsGivenUpWithTheWindow() {
        fleet.runners.get(1).refuses = busyUntil(Long.MAX_VALUE);
        Report report = fleet.run();
        assertThat(report.totals().proven()).isEqualTo(2);
        assertThat(report.roster().get(1).state()).contains("found, but not ready: runner command queue is full");
        assertThat(fleet.nowMs()).isLessThan(40_000);
    }

    @Test
    void aRunnerThatTakesNoPlanSoLargeIsOlder() {
        SimulatedFleet planned = new SimulatedFleet(3).planned();
        planned.runners.get(1).refuses =
                (action, nowMs) -> action.equals(PlanActions.PLAN.name()) ? SimulatedRefusal.TOO_MANY_SAMPLES : null;
        Report report = planned.run();
        assertThat(report.roster().get(1).state())
                .contains(
                        "is older than this x0xtest and does not take such a plan: samples is 299, not from 1 to 100");
        assertThat(report.cells().stream()
                        .filter(cell -> !cell.proven())
                        .map(cell -> Diagnosis.nextStep(report, cell))
                        .distinct())
                .containsExactly(NextStep.RENEW_RUNNER);
        assertThat(Causes.of(report).list()).extracting(Cause::kind).containsExactly(CauseKind.VERSION);
    }

    @Test
    void unpinnedNodesAreFoundByTopicAndMarkedSo() {
        SimulatedFleet unpinned = new SimulatedFleet(3, Plane.RAW, 1, false, SimulatedFleet.limits(Plane.RAW));
        Report report = unpinned.run();
        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(report.roster()).extracting(entry -> entry.pinned()).containsExactly(true, false, false);
    }

    @Test
    void onePublicationAsksAllAndWhoStaysSilentIsAskedByName() {
        SimulatedFleet unpinned = new SimulatedFleet(5, Plane.RAW, 1, false, SimulatedFleet.limits(Plane.RAW));
        unpinned.runners.get(3).silent = true;
        unpinned.in(1500, () -> unpinned.runners.get(3).silent = false);
        assertThat(unpinned.run().verdict()).isEqualTo(Verdict.PASS);
        assertThat(publishedFor(unpinned)).containsExactly("*", "n3", "n3");
    }

    @Test
    void onlyRunnersOfTheRunLeaveTheTopics() {
        SimulatedFleet quiet = new SimulatedFleet(3, Plane.RAW, 1, false, SimulatedFleet.limits(Plane.RAW), false);
        assertThat(quiet.run().verdict()).isEqualTo(Verdict.PASS);
        assertThat(publishedFor(quiet)).containsExactly("n1", "n2");
    }

    private static List<String> publishedFor(SimulatedFleet fleet) {
        return fleet.effects.stream()
                .filter(RunEffect.Publish.class::isInstance)
                .map(effect -> target(((RunEffect.Publish) effect).payload()))
                .toList();
    }

    private static String target(byte[] json) {
        try {
            return Command.parse(json).targetNode();
        } catch (WireException e) {
            throw new AssertionError("an unreadable command", e);
        }
    }

    @Test
    void aRunThatKeptTheRunnersFromTheirTopicsLetsThemBack() {
        SimulatedFleet quiet = new SimulatedFleet(3, Plane.RAW, 1, true, SimulatedFleet.limits(Plane.RAW), false);
        assertThat(quiet.run().verdict()).isEqualTo(Verdict.PASS);
        assertThat(quiet.effects)
                .filteredOn(RunEffect.Farewell.class::isInstance)
                .hasSize(3);
        fleet.run();
        assertThat(fleet.effects).noneMatch(RunEffect.Farewell.class::isInstance);
    }

    private static BiFunction<String, Long, @Nullable SimulatedRefusal> busyUntil(long untilMs) {
        return (action, nowMs) -> action.equals("noop_ack") && nowMs < untilMs ? SimulatedRefusal.QUEUE_FULL : null;
    }
}
