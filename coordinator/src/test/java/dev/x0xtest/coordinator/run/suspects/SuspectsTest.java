package dev.x0xtest.coordinator.run.suspects;

import static dev.x0xtest.coordinator.run.simulated.SimulatedFleet.label;
import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.coordinator.causes.Cause;
import dev.x0xtest.coordinator.causes.Causes;
import dev.x0xtest.coordinator.causes.kind.CauseKind;
import dev.x0xtest.coordinator.causes.kind.Subject;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.Verdict;
import dev.x0xtest.coordinator.report.fact.Fact;
import dev.x0xtest.coordinator.run.simulated.HopPlan;
import dev.x0xtest.coordinator.run.simulated.SimulatedFleet;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.coordinator.run.terms.RunEvent;
import dev.x0xtest.wire.Plane;
import dev.x0xtest.wire.plan.Evidence;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whom a run asks about nodes that something speaks against, and what it makes of the answers. */
class SuspectsTest {
    private static final int NODES = 8;
    private static final int LOST = 3;
    private static final HopPlan SWALLOWED = HopPlan.GOOD.arrives(HopPlan.Arrival.NEVER);

    /** The same limits, in a run that asks about its suspects. */
    private static RunConfig.Limits asking(RunConfig.Limits limits) {
        return new RunConfig.Limits(
                limits.deadline(),
                limits.discover(),
                limits.hop(),
                limits.grace(),
                limits.undecidedAttempts(),
                limits.refutedAttempts(),
                limits.perRunner(),
                limits.total(),
                limits.payloadBytes(),
                limits.samples(),
                limits.burst(),
                limits.lease(),
                limits.rate(),
                limits.fleetRate(),
                limits.adaptive(),
                true,
                limits.payloadSizes());
    }

    private static SimulatedFleet fleet(RunConfig.Limits limits) {
        return new SimulatedFleet(NODES, Plane.RAW, 1, true, asking(limits)).planned();
    }

    private static SimulatedFleet fleet() {
        return fleet(SimulatedFleet.limits(Plane.RAW));
    }

    private static Report replayed(SimulatedFleet fleet) {
        Report report = fleet.run();
        assertThat(fleet.journal.replay(fleet.config)).isEqualTo(report);
        return report;
    }

    private static long asked(Report report) {
        return report.counters().getOrDefault("control_sent_status", 0L);
    }

    /** All runners answer so about any peer to which they were to send a message. */
    private static void probesEnd(SimulatedFleet fleet, boolean ok, @Nullable String code) {
        fleet.runners.forEach(runner -> runner.view = question -> new Evidence.PeerView(
                question.agentId(),
                null,
                null,
                null,
                null,
                question.probe() ? new Evidence.Answer(ok, code == null ? null : 502, code, 10_004) : null));
    }

    private static Cause only(Report report) {
        Causes causes = Causes.of(report);
        assertThat(causes.list()).as("%s", report.facts()).hasSize(1);
        assertThat(causes.status()).isEqualTo(Causes.Status.NAMED);
        return causes.list().get(0);
    }

    @Test
    void nobodyIsAskedWhereAllIsProven() {
        Report report = replayed(fleet());
        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(asked(report)).isZero();
        assertThat(report.facts()).isEmpty();
    }

    @Test
    void aNodeThatWasGoneBeforeTheRunIsUnreachableIfMessagesToItFail() {
        SimulatedFleet fleet = fleet();
        fleet.runners.get(LOST).silent = true;
        probesEnd(fleet, false, "peer_disconnected");
        Report report = replayed(fleet);
        assertThat(report.facts())
                .filteredOn(fact -> fact.name().equals(Fact.REACHED))
                .hasSize(Suspects.SOURCES)
                .allSatisfy(fact -> assertThat(fact.text()).isEqualTo("502 peer_disconnected"));
        Cause cause = only(report);
        assertThat(cause.kind()).isEqualTo(CauseKind.NODE);
        assertThat(cause.part()).isEqualTo("unreachable");
        assertThat(cause.subject()).isEqualTo(new Subject.Node(label(LOST)));
        assertThat(cause.explains()).hasSize(2 * (NODES - 1));
    }

    @Test
    void aRunnerThatIsGoneBesideItsDaemonIsSilent() {
        SimulatedFleet fleet = fleet();
        fleet.runners.get(LOST).silent = true;
        probesEnd(fleet, true, null);
        Cause cause = only(replayed(fleet));
        assertThat(cause.part()).isEqualTo("runner_silent");
        assertThat(cause.facts()).hasSize(Suspects.SOURCES);
    }

    @Test
    void aNodeOfAnotherNetworkIsUndiscovered() {
        SimulatedFleet fleet = fleet();
        fleet.runners.get(LOST).silent = true;
        probesEnd(fleet, false, "recipient_undiscovered");
        assertThat(only(replayed(fleet)).kind()).isEqualTo(CauseKind.UNDISCOVERED);
    }

    @Test
    void aRunnerThatDiesInMidRunIsSilentAndTheRunEndsInTime() {
        SimulatedFleet fleet = fleet(SimulatedFleet.limits(Plane.RAW, 3, 20, false));
        fleet.runners.get(LOST).diesAtGo = true;
        probesEnd(fleet, true, null);
        Report report = replayed(fleet);
        assertThat(only(report).part()).isEqualTo("runner_silent");
        assertThat(fleet.nowMs()).isLessThanOrEqualTo(40_000);
        assertThat(asked(report)).isEqualTo(Suspects.SOURCES);
    }

    @Test
    void bothEndsOfARefutedPairAreAskedAboutEachOther() {
        SimulatedFleet fleet = fleet();
        fleet.pair(1, 2, SWALLOWED);
        fleet.runners.get(2).view =
                question -> new Evidence.PeerView(question.agentId(), "blocked", null, null, null, null);
        Report report = replayed(fleet);
        assertThat(asked(report)).isEqualTo(2);
        assertThat(report.facts())
                .anySatisfy(fact -> assertThat(List.of(fact.node(), fact.name(), fact.orElse(0)))
                        .isEqualTo(List.of(label(2), Fact.CONTACT, 0L)));
        Cause cause = only(report);
        assertThat(cause.kind()).isEqualTo(CauseKind.BLOCKED);
        assertThat(cause.subject()).isEqualTo(new Subject.Contact(label(2), label(1)));
        assertThat(cause.candidates()).as("its own daemon has said so").isEmpty();
    }

    @Test
    void ofARowThatFailsAFewAreAskedAbout() {
        SimulatedFleet fleet = fleet();
        for (int other = 0; other < NODES; other++) {
            if (other != LOST) {
                fleet.pair(other, LOST, SWALLOWED);
            }
        }
        Report report = replayed(fleet);
        assertThat(asked(report)).isLessThanOrEqualTo(1 + Suspects.NEIGHBOURS);
    }

    @Test
    void anOlderJournalAsksNobody() {
        SimulatedFleet fleet = new SimulatedFleet(NODES, Plane.RAW, 1).planned();
        fleet.runners.get(LOST).silent = true;
        assertThat(replayed(fleet).counters()).doesNotContainKey("control_sent_status");
    }

    @Test
    void aRunnerThatAnswersNothingDelaysTheEndByItsTimeOnly() {
        SimulatedFleet fleet = fleet();
        fleet.pair(1, 2, SWALLOWED);
        fleet.lossy = frame -> frame.startsWith("cmd status");
        Report report = replayed(fleet);
        long withoutMs = plain(Map.of(1, 2));
        assertThat(fleet.nowMs()).isLessThanOrEqualTo(withoutMs + 6_000);
        assertThat(report.facts()).isEmpty();
        assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
    }

    private static long plain(Map<Integer, Integer> lost) {
        SimulatedFleet fleet = new SimulatedFleet(NODES, Plane.RAW, 1).planned();
        lost.forEach((src, dst) -> fleet.pair(src, dst, SWALLOWED));
        fleet.run();
        return fleet.nowMs();
    }

    @Test
    void aClockThatOnlyAnAnnouncementTellsIsAFact() {
        SimulatedFleet fleet = fleet();
        fleet.runners.forEach(runner -> runner.clockMs = 1_000_000L);
        fleet.runners.get(LOST).silent = true;
        fleet.in(
                1_000,
                () -> fleet.post(new RunEvent.Announced(
                        SimulatedFleet.id(LOST).hex(),
                        List.of(new RunEvent.Announcement("ee".repeat(32), List.of("192.0.2.1:1"), 1_000 + 3_600)))));
        probesEnd(fleet, true, null);
        assertThat(only(replayed(fleet)).kind()).isEqualTo(CauseKind.CLOCK);
    }

    @Test
    void aClockThatIsFarFromAllOthersIsAFact() {
        SimulatedFleet fleet = fleet();
        for (int node = 0; node < NODES; node++) {
            fleet.runners.get(node).clockMs = 1_000_000L + (node == LOST ? 3_600_000 : 0);
        }
        Report report = replayed(fleet);
        assertThat(report.facts()).extracting(Fact::name).containsExactly(Fact.CLOCK_OFFSET_MS);
        Cause cause = only(report);
        assertThat(cause.kind()).isEqualTo(CauseKind.CLOCK);
        assertThat(cause.severity()).isEqualTo(Cause.Severity.GREY);
        assertThat(cause.explains()).isEqualTo(List.of());
    }
}
