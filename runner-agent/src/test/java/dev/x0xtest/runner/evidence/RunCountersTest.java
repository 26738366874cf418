package dev.x0xtest.runner.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.testkit.FakeDaemon;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.plan.Evidence;
import dev.x0xtest.wire.plan.RunReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests with a whole runner the counters in {@code armed} and in the report. */
class RunCountersTest {
    @TempDir
    private Path lockDir = Path.of("");

    private PlanScene scene = nothing();

    @SuppressWarnings("NullAway") // start() sets the field before each test
    private static PlanScene nothing() {
        return null;
    }

    @BeforeEach
    void start() {
        scene = new PlanScene(lockDir, 3);
        counted(100, 40);
        scene.endpoints.connectivity(1, 7);
    }

    private void counted(long received, long sent) {
        scene.rig
                .daemon
                .stats
                .put("incoming_envelopes_total", received)
                .put("outgoing_send_total", sent)
                .put("outgoing_send_failed", 0);
    }

    /** Every hop arrives, and so late that there is something to explain. */
    private void completeLate() {
        scene.go();
        scene.rig.advance(Duration.ofSeconds(1));
        scene.allArrive();
    }

    private static Evidence.Counters counters(RunReport report) {
        return Objects.requireNonNull(report.counters());
    }

    @Test
    void theArmingCarriesThemAndAsksNothingTwice() {
        scene.rig.daemon.statsRead = 0;
        Evidence.Counters armed =
                Objects.requireNonNull(scene.armed(scene.plan()).counters());
        assertThat(armed).isEqualTo(new Evidence.Counters(100L, null, null, null, null, 40L, 0L, 0L, 1L, 7L, 50L));
        assertThat(scene.rig.daemon.statsRead).isEqualTo(1);
        assertThat(scene.endpoints.count("/diagnostics/connectivity")).isEqualTo(1);
    }

    @Test
    void theReportOfACompleteColumnCountsSinceTheArming() {
        scene.plan();
        scene.rig.advance(Duration.ofSeconds(2));
        counted(130, 45);
        scene.endpoints.connectivity(4, 9);
        completeLate();
        Evidence.Counters counters = counters(scene.unasked().orElseThrow());
        assertThat(counters.received()).isEqualTo(30);
        assertThat(counters.sent()).isEqualTo(5);
        assertThat(counters.connectsFailed()).isEqualTo(3);
        assertThat(counters.lostPackets()).isEqualTo(2);
        assertThat(counters.uptimeS()).isEqualTo(50);
    }

    @Test
    void aFastRunInWhichNothingFailedIsNotHeldUp() {
        scene.plan();
        scene.endpoints.hanging = true;
        scene.rig.daemon.statsRead = 0;
        scene.endpoints.calls.clear();
        scene.go();
        scene.rig.advance(Duration.ofMillis(999));
        scene.allArrive();
        RunReport report = scene.unasked().orElseThrow();
        assertThat(report.counters()).isNull();
        assertThat(report.host()).isNotNull();
        assertThat(scene.endpoints.calls).isEmpty();
        assertThat(scene.rig.daemon.statsRead).isZero();
    }

    @Test
    void aFastRunInWhichAHopFailedHasCounters() {
        scene.rig.daemon.onSend = send -> send.to().equals(scene.agent(1))
                ? FakeDaemon.refused(502, "peer_disconnected")
                : FakeDaemon.accepted(send);
        scene.plan();
        scene.go();
        scene.allArrive();
        assertThat(scene.unasked().orElseThrow().counters()).isNotNull();
    }

    @Test
    void soDoesTheReportOfAColumnWithMissingHopsWhichReusesTheCoverage() {
        scene.plan();
        scene.go();
        scene.rig.advance(Duration.ofSeconds(2));
        counted(101, 42);
        scene.rig.daemon.statsRead = 0;
        RunReport report = scene.report(scene.close());
        assertThat(report.selfDm()).isNotNull();
        assertThat(counters(report).received()).isEqualTo(1);
        assertThat(scene.rig.daemon.statsRead).as("the coverage has read it").isEqualTo(1);
    }

    @Test
    void reportsThatArePulledOftenReadThemOnceASecond() {
        scene.plan();
        completeLate();
        scene.rig.daemon.statsRead = 0;
        scene.endpoints.calls.clear();
        scene.rig.advance(Duration.ofSeconds(1));
        for (int pull = 0; pull < 5; pull++) {
            assertThat(scene.report(scene.pull()).counters()).isNotNull();
            scene.rig.advance(Duration.ofMillis(190));
        }
        assertThat(scene.rig.daemon.statsRead).isEqualTo(1);
        assertThat(scene.endpoints.count("/diagnostics/connectivity")).isEqualTo(1);
    }

    @Test
    void aRestartOfTheDaemonInBetweenMakesThemUnknown() {
        scene.plan();
        scene.rig.advance(Duration.ofSeconds(20));
        counted(130, 45);
        scene.rig.daemon.uptimeSecs = 2;
        completeLate();
        Evidence.Counters counters = counters(scene.unasked().orElseThrow());
        assertThat(counters.received()).isNull();
        assertThat(counters.uptimeS()).isEqualTo(2);
    }

    @Test
    void aDaemonThatHangsDelaysTheArmingByTwoSecondsAndTheReportByLessThanOne() {
        scene.endpoints.hanging = true;
        Command plan = scene.plan();
        scene.rig.advance(Duration.ofMillis(1_999));
        assertThat(scene.answered(plan)).isFalse();
        scene.rig.advance(Duration.ofMillis(1));
        Evidence.Counters armed = Objects.requireNonNull(scene.armed(plan).counters());
        assertThat(armed.received()).isEqualTo(100);
        assertThat(armed.connectsFailed()).as("not read, and not 0").isNull();
        assertThat(scene.endpoints.held).as("its connection is free again").allMatch(call -> call.isCancelled());
        completeLate();
        scene.rig.advance(Duration.ofMillis(299));
        assertThat(scene.unasked()).isEmpty();
        scene.rig.advance(Duration.ofMillis(1));
        assertThat(scene.unasked().orElseThrow().counters()).isNull();
    }

    @Test
    void withoutABaselineTheReportHasNone() {
        scene.rig.daemon.onCall = call -> FakeDaemon.failing(404, "not found");
        scene.rig.daemon.stats.removeAll();
        scene.rig.daemon.stalledCounters = true;
        Command plan = scene.plan();
        scene.rig.advance(Duration.ofSeconds(5));
        assertThat(scene.armed(plan).counters()).isNull();
        scene.rig.daemon.stalledCounters = false;
        completeLate();
        Evidence.Counters counters = scene.unasked().orElseThrow().counters();
        assertThat(counters)
                .isEqualTo(new Evidence.Counters(null, null, null, null, null, null, null, null, null, null, 50L));
    }
}
