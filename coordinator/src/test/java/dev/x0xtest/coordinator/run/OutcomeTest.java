package dev.x0xtest.coordinator.run;

import static dev.x0xtest.coordinator.run.simulated.SimulatedFleet.cell;
import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.coordinator.report.CellOutcome;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.Verdict;
import dev.x0xtest.coordinator.run.simulated.HopPlan;
import dev.x0xtest.coordinator.run.simulated.SimulatedFleet;
import dev.x0xtest.wire.Plane;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Tests each outcome of a pair with its cause and with the case most like it, on the per-pair path. */
class OutcomeTest {
    /** A fleet with one attempt per pair. {@link RetryTest} covers further attempts. */
    final SimulatedFleet fleet = once();

    SimulatedFleet once() {
        return new SimulatedFleet(3, Plane.RAW, 1, true, SimulatedFleet.limits(Plane.RAW, 1));
    }

    /** Runs the fleet, asserts that all cells but n1 to n2 are proven, and returns that cell. */
    private CellReport odd(SimulatedFleet any) {
        Report report = any.run();
        CellReport odd = cell(report, 1, 2);
        assertThat(report.cells())
                .filteredOn(cell -> !cell.equals(odd))
                .extracting(CellReport::outcome)
                .containsOnly(CellOutcome.PROVEN);
        assertThat(any.journal.replay(any.config)).isEqualTo(report);
        return odd;
    }

    @Test
    void everyPairOfAHealthyFleetIsProvenAtItsFirstAttempt() {
        Report report = fleet.run();
        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(report.totals().proven()).isEqualTo(6);
        assertThat(report.totals().firstAttemptOk()).isEqualTo(6);
        assertThat(fleet.nowMs()).isLessThan(200);
    }

    @Nested
    class Proven {
        @Test
        void aLostReceiptIsMadeUpForByAskingTheReceiver() {
            fleet.pair(1, 2, HopPlan.GOOD.withoutReceipt());
            CellReport cell = odd(fleet);
            assertThat(cell.outcome()).isEqualTo(CellOutcome.PROVEN);
            assertThat(fleet.nowMs()).isLessThan(1000);
        }

        @Test
        void anUnverifiedHopCountsByItsDigestAndIsFlagged() {
            fleet.pair(1, 2, HopPlan.GOOD.unverified());
            CellReport cell = odd(fleet);
            assertThat(cell.outcome()).isEqualTo(CellOutcome.PROVEN);
            assertThat(cell.flags()).contains("unverified");
        }

        @Test
        void anUpstreamReceiptCountsByLengthAndIsFlagged() {
            fleet.runners.get(2).upstream = true;
            CellReport cell = odd(fleet);
            assertThat(cell.outcome()).isEqualTo(CellOutcome.PROVEN);
            assertThat(cell.flags()).containsExactly("intact:length");
        }

        @Test
        void duplicatesAreCountedAndChangeNothing() {
            fleet.pair(1, 2, HopPlan.GOOD.copies(3));
            CellReport cell = odd(fleet);
            assertThat(cell.outcome()).isEqualTo(CellOutcome.PROVEN);
            assertThat(cell.duplicates()).isEqualTo(2);
        }
    }

    @Nested
    class Missing {
        private final HopPlan acknowledgedAndGone = HopPlan.GOOD.arrives(HopPlan.Arrival.NEVER);

        @Test
        void acknowledgedAndNeverSeenByACoveredReceiver() {
            fleet.pair(1, 2, acknowledgedAndGone);
            CellReport cell = odd(fleet);
            assertThat(cell.outcome()).isEqualTo(CellOutcome.MISSING);
            assertThat(cell.path()).isEqualTo("raw_quic_acked");
            assertThat(cell.evidence().coverage()).isEqualTo(CellReport.Evidence.COVERED);
            assertThat(cell.attempts()).isEqualTo(1);
        }

        @Test
        void evictionsMakeItUnobserved() {
            fleet.pair(1, 2, acknowledgedAndGone);
            fleet.in(1000, () -> fleet.runners.get(2).evicted += 7);
            CellReport cell = unobserved();
            assertThat(cell.reason()).contains("7 events were evicted");
        }

        @Test
        void aNewAttachmentMakesItUnobserved() {
            fleet.pair(1, 2, acknowledgedAndGone);
            fleet.in(1000, () -> fleet.runners.get(2).generation++);
            unobserved();
        }

        @Test
        void aRestartedRunnerWithTheSameCountersMakesItUnobserved() {
            fleet.pair(1, 2, acknowledgedAndGone);
            fleet.in(1000, () -> fleet.runners.get(2).attachedAtMs = 900);
            assertThat(unobserved().reason()).contains("attached anew");
        }

        @Test
        void aFrameThatCouldNotBeReadMakesItUnobserved() {
            fleet.pair(1, 2, acknowledgedAndGone);
            fleet.in(1000, () -> fleet.runners.get(2).unparsed++);
            unobserved();
        }

        @Test
        void aRestartedDaemonMakesItUnobserved() {
            fleet.pair(1, 2, acknowledgedAndGone);
            fleet.in(1000, () -> fleet.runners.get(2).incomingTotal = 3);
            assertThat(unobserved().reason()).contains("daemon was restarted");
        }

        @Test
        void aSelfMessageThatDoesNotReturnMakesItUnobserved() {
            fleet.pair(1, 2, acknowledgedAndGone);
            fleet.runners.get(2).selfDmReturns = false;
            assertThat(unobserved().reason()).contains("did not come back");
        }

        @Test
        void anUpstreamReceiverGivesNoCoverage() {
            fleet.runners.get(2).upstream = true;
            fleet.pair(1, 2, acknowledgedAndGone);
            assertThat(unobserved().reason()).contains("gives no coverage");
        }

        @Test
        void aReceiverThatDoesNotAnswerWhenAskedIsNoWitness() {
            fleet.pair(1, 2, acknowledgedAndGone);
            fleet.in(300, () -> fleet.runners.get(2).silent = true);
            Report report = fleet.run();
            assertThat(cell(report, 1, 2).outcome().cellClass().name()).isEqualTo("UNOBSERVED");
            assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        }

        private CellReport unobserved() {
            CellReport cell = cell(fleet.run(), 1, 2);
            assertThat(cell.outcome()).isEqualTo(CellOutcome.UNOBSERVED);
            return cell;
        }
    }

    @Nested
    class Refused {
        @Test
        void aDefiniteCodeIsEnough() {
            fleet.pair(1, 2, HopPlan.GOOD.refused(403, "agent is blocked").arrives(HopPlan.Arrival.NEVER));
            CellReport cell = odd(fleet);
            assertThat(cell.outcome()).isEqualTo(CellOutcome.REFUSED);
            assertThat(cell.code()).contains("403");
        }

        @Test
        void anIndefiniteCodeNeedsACoveredReceiver() {
            fleet.pair(1, 2, HopPlan.GOOD.refused(504, "timeout").arrives(HopPlan.Arrival.NEVER));
            assertThat(odd(fleet).outcome()).isEqualTo(CellOutcome.REFUSED);
        }

        @Test
        void anIndefiniteCodeWithoutCoverageDecidesNothing() {
            fleet.runners.get(2).selfDmReturns = false;
            fleet.pair(1, 2, HopPlan.GOOD.refused(504, "timeout").arrives(HopPlan.Arrival.NEVER));
            assertThat(odd(fleet).outcome()).isEqualTo(CellOutcome.UNOBSERVED);
        }

        @Test
        void undiscoveredIsDefiniteAndAnotherServiceUnavailableIsNot() {
            fleet.runners.get(2).selfDmReturns = false;
            fleet.pair(1, 2, HopPlan.GOOD.refused(503, "recipient_undiscovered").arrives(HopPlan.Arrival.NEVER));
            assertThat(odd(fleet).outcome()).isEqualTo(CellOutcome.REFUSED);
            SimulatedFleet other = once();
            other.runners.get(2).selfDmReturns = false;
            other.pair(1, 2, HopPlan.GOOD.refused(503, "receiver_backpressured").arrives(HopPlan.Arrival.NEVER));
            assertThat(odd(other).outcome()).isEqualTo(CellOutcome.UNOBSERVED);
        }
    }

    @Nested
    class Unacked {
        @Test
        void deliveredYetTheSenderWasToldOtherwise() {
            fleet.pair(1, 2, HopPlan.GOOD.refused(504, "timeout"));
            CellReport cell = odd(fleet);
            assertThat(cell.outcome()).isEqualTo(CellOutcome.UNACKED);
            assertThat(cell.code()).contains("timeout");
        }

        @Test
        void withoutTheSendersRecordItIsUnobserved() {
            fleet.pair(1, 2, HopPlan.GOOD.withoutAnswer());
            Report report = fleet.run();
            CellReport cell = cell(report, 1, 2);
            assertThat(cell.outcome()).isEqualTo(CellOutcome.UNOBSERVED);
            assertThat(cell.reason()).contains("sender's record missing");
        }
    }

    @Nested
    class WrongPlane {
        @Test
        void theSendersPathIsTheWitness() {
            fleet.pair(1, 2, HopPlan.GOOD.path("gossip_inbox"));
            assertThat(odd(fleet).outcome()).isEqualTo(CellOutcome.WRONG_PLANE);
        }

        @Test
        void theSamePathIsRightOnTheGossipPlane() {
            assertThat(odd(new SimulatedFleet(3, Plane.GOSSIP, 1)).outcome()).isEqualTo(CellOutcome.PROVEN);
        }
    }

    @Nested
    class Late {
        @Test
        void anErrorDoesNotMakeALateHopUnacked() {
            fleet.pair(
                    1,
                    2,
                    HopPlan.GOOD
                            .refused(504, "timeout")
                            .takes(12_500)
                            .arrivesAfter(13_500)
                            .withoutReceipt());
            assertThat(odd(fleet).outcome()).isEqualTo(CellOutcome.LATE);
        }

        @Test
        void aSlowSendCountsFromItsLatestPossibleStart() {
            fleet.pair(1, 2, HopPlan.GOOD.takes(14_000).arrivesAfter(13_900));
            assertThat(odd(fleet).outcome()).isEqualTo(CellOutcome.LATE);
        }

        @Test
        void aSlowReceiptOfATimelyHopIsNotLate() {
            fleet.pair(1, 2, HopPlan.GOOD.takes(14_000).arrivesAfter(20).withoutReceipt());
            assertThat(odd(fleet).outcome()).isEqualTo(CellOutcome.PROVEN);
        }
    }

    @Nested
    class CorruptAndImpostor {
        @Test
        void onlyOtherBytes() {
            fleet.pair(1, 2, HopPlan.GOOD.arrives(HopPlan.Arrival.CORRUPT));
            assertThat(odd(fleet).outcome()).isEqualTo(CellOutcome.CORRUPT);
        }

        @Test
        void onlyFromAnotherAgent() {
            fleet.pair(1, 2, HopPlan.GOOD.arrives(HopPlan.Arrival.IMPOSTOR));
            assertThat(odd(fleet).outcome()).isEqualTo(CellOutcome.IMPOSTOR);
        }
    }

    @Nested
    class Unobserved {
        @Test
        void aContradictionIsNamed() {
            fleet.pair(1, 2, HopPlan.GOOD.notAttempted().takes(20));
            CellReport cell = cell(fleet.run(), 1, 2);
            assertThat(cell.outcome()).isEqualTo(CellOutcome.UNOBSERVED);
            assertThat(cell.reason()).contains("contradiction");
        }

        @Test
        void anUpstreamReceiptOfAnUnverifiedFrameDoesNotCount() {
            fleet.runners.get(2).upstream = true;
            fleet.pair(1, 2, HopPlan.GOOD.unverified());
            CellReport cell = cell(fleet.run(), 1, 2);
            assertThat(cell.outcome()).isEqualTo(CellOutcome.UNOBSERVED);
            assertThat(cell.reason()).isEqualTo("unverified");
        }
    }

    @Nested
    class NotRun {
        @Test
        void aSilentNodeTakesItsCellsAndNoOthers() {
            fleet.runners.get(2).silent = true;
            Report report = fleet.run();
            assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
            assertThat(report.totals().proven()).isEqualTo(2);
            assertThat(report.totals().unobserved()).isEqualTo(4);
            assertThat(cell(report, 1, 2).outcome()).isEqualTo(CellOutcome.NOT_RUN);
            assertThat(cell(report, 1, 2).reason()).contains("destination not ready");
            assertThat(cell(report, 2, 1).reason()).contains("source not ready");
            assertThat(fleet.nowMs()).isBetween(30_000L, 40_000L);
        }

        @Test
        void aPairOfTwoSilentNodesIsBlamedOnBoth() {
            fleet.runners.get(1).silent = true;
            fleet.runners.get(2).silent = true;
            Report report = fleet.run();
            assertThat(cell(report, 1, 2).reason()).isEqualTo("both ends not ready: no answer to discovery in 30 s");
            assertThat(report.totals().byOutcome().get(CellOutcome.NOT_RUN)).isEqualTo(6);
        }

        @Test
        void aNodeThatIsFoundButNeverReadyIsNamedSo() {
            fleet.runners.get(2).deafAfterDiscovery = true;
            Report report = fleet.run();
            assertThat(cell(report, 1, 2).reason()).contains("found, but not ready");
        }

        @Test
        void aRunnerThatRefusesToTryIsNotRun() {
            fleet.pair(1, 2, HopPlan.GOOD.notAttempted().arrives(HopPlan.Arrival.NEVER));
            assertThat(odd(fleet).outcome()).isEqualTo(CellOutcome.NOT_RUN);
        }
    }
}
