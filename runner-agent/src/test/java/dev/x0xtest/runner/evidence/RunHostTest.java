package dev.x0xtest.runner.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.wire.plan.Evidence;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests with a whole runner what its report says of its host. */
class RunHostTest {
    private static final Duration INTERVAL = Duration.ofNanos(DelayWatch.INTERVAL_NANOS);

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
    }

    private Evidence.Host closed() {
        return Objects.requireNonNull(scene.report(scene.close()).host());
    }

    @Test
    void aRunnerThatStandsStillForHalfASecondHasOneWindow() {
        scene.plan();
        scene.go();
        scene.rig.advance(Duration.ofSeconds(1));
        scene.rig.standStill(Duration.ofMillis(500));
        scene.rig.advance(Duration.ofMillis(300));
        Evidence.Host host = closed();
        assertThat(host.windows()).containsExactly(new Evidence.Window(1_050, 1_500));
        assertThat(host.worstDelayMs()).isEqualTo(450);
    }

    @Test
    void aReportThatIsMadeRightAfterItHasTheWindow() {
        scene.plan();
        scene.go();
        scene.arrives(1);
        scene.rig.advance(Duration.ofSeconds(1));
        scene.rig.standStillUnseen(Duration.ofMillis(500));
        scene.arrives(2);
        assertThat(Objects.requireNonNull(scene.unasked().orElseThrow().host()).windows())
                .containsExactly(new Evidence.Window(1_050, 1_500));
    }

    @Test
    void aRunnerThatKeepsUpHasNone() {
        scene.plan();
        scene.go();
        scene.rig.advance(Duration.ofSeconds(3));
        assertThat(closed()).isEqualTo(new Evidence.Host(0, null, null, null, List.of()));
    }

    @Test
    void theTimesOfTheHostCountFromGo() {
        scene.rig.hostFacts = new HostFacts(100L, 1_000L, 50L);
        scene.plan();
        scene.go();
        scene.rig.hostFacts = new HostFacts(130L, 1_020L, null);
        Evidence.Host host = closed();
        assertThat(host.collectingMs()).isEqualTo(30);
        assertThat(host.stolenMs()).isEqualTo(20);
        assertThat(host.throttledMs()).isNull();
    }

    @Test
    void withoutARunUnderWayThereIsNoTimer() {
        scene.plan();
        scene.rig.advance(Duration.ofSeconds(1));
        assertThat(scene.rig.untilNextTimer()).as("armed").isGreaterThan(INTERVAL);
        scene.go();
        scene.rig.settle();
        assertThat(scene.rig.untilNextTimer()).as("running").isLessThanOrEqualTo(INTERVAL);
        scene.close();
        scene.rig.advance(Duration.ofSeconds(1));
        assertThat(scene.rig.untilNextTimer()).as("ended").isGreaterThan(INTERVAL);
        scene.rig.hostFacts = new HostFacts(9_000L, null, null);
        assertThat(Objects.requireNonNull(scene.report(scene.pull()).host()).collectingMs())
                .as("what the host did after the run says nothing about it")
                .isNull();
    }

    @Test
    void aRunWhoseCoordinatorIsGoneIsNotWatchedForEver() {
        scene.plan();
        scene.go();
        scene.rig.advance(Duration.ofSeconds(40));
        assertThat(scene.rig.untilNextTimer()).isGreaterThan(INTERVAL);
    }
}
