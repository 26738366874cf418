package dev.x0xtest.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.daemon.stream.ConnectionState;
import dev.x0xtest.daemon.stream.StreamListener;
import dev.x0xtest.runner.rig.Configs;
import dev.x0xtest.runner.rig.RunnerRig;
import dev.x0xtest.runner.service.RunnerStatus;
import dev.x0xtest.runner.service.RunnerStatus.RunnerState.Phase;
import dev.x0xtest.testkit.FakeDaemon;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the states that a runner reports, from waiting for its daemon to the end. */
class StatusTest {
    private static final RunnerStatus.RunnerState ATTACHED =
            new RunnerStatus.RunnerState(Phase.ATTACHED, "attached to x0xd at http://127.0.0.1:1, obeys 1 coordinator");
    private static final RunnerStatus.RunnerState ATTACHING =
            new RunnerStatus.RunnerState(Phase.WAITING, "attaching to x0xd at http://127.0.0.1:1");

    @TempDir
    Path locks;

    @Test
    void itWaitsThenAttachesThenStops() {
        RunnerRig rig = new RunnerRig(locks, Configs.asIs());
        rig.daemon.agentError = FakeDaemon.disconnected();
        rig.runner.start();
        rig.advance(Duration.ofMinutes(1));
        assertThat(rig.states).containsExactly(waiting("connection refused"));
        rig.daemon.agentError = null;
        rig.advance(Duration.ofSeconds(11));
        assertThat(rig.states).containsExactly(waiting("connection refused"), ATTACHING, ATTACHED);
        rig.runner.close();
        rig.settle();
        assertThat(rig.states)
                .hasSize(4)
                .endsWith(new RunnerStatus.RunnerState(Phase.STOPPING, "stopping: finishing work in progress"));
    }

    @Test
    void eitherStreamThatBreaksIsSaidUntilItIsBack() {
        RunnerRig rig = RunnerRig.running(locks);
        for (StreamListener<?> stream : new StreamListener<?>[] {rig.listener(), Objects.requireNonNull(rig.topics)}) {
            rig.states.clear();
            stream.onState(ConnectionState.BACKING_OFF, "connection reset");
            stream.onState(ConnectionState.CONNECTING, "back-off over");
            stream.onState(ConnectionState.BACKING_OFF, "connection refused");
            stream.onState(ConnectionState.CONNECTING, "back-off over");
            assertThat(rig.states).containsExactly(waiting("connection reset"), waiting("connection refused"));
            stream.onState(ConnectionState.OPEN, "attached");
            assertThat(rig.states).hasSize(3).endsWith(ATTACHED);
        }
    }

    @Test
    void oneStreamBackIsNotEnough() {
        RunnerRig rig = RunnerRig.running(locks);
        Objects.requireNonNull(rig.topics).onState(ConnectionState.BACKING_OFF, "cut");
        rig.reattach();
        assertThat(rig.states).endsWith(waiting("cut"));
    }

    @Test
    void itIsNotAttachedBeforeItsTopicsAreSubscribed() {
        RunnerRig rig = new RunnerRig(locks, Configs.asIs());
        rig.daemon.subscriptionsDown = true;
        rig.runner.start();
        rig.advance(Duration.ofSeconds(5));
        assertThat(rig.states).containsExactly(ATTACHING);
        rig.daemon.subscriptionsDown = false;
        rig.advance(Duration.ofSeconds(5));
        assertThat(rig.states).containsExactly(ATTACHING, ATTACHED);
    }

    @Test
    void attachmentIsToldBeforeWhoeverWaitsForItGoesOn() {
        RunnerRig rig = new RunnerRig(locks, Configs.asIs());
        List<RunnerStatus.RunnerState> toldBefore = new ArrayList<>();
        rig.runner.start().thenRun(() -> toldBefore.addAll(rig.states));
        rig.settle();
        assertThat(toldBefore).containsExactly(ATTACHING, ATTACHED);
    }

    @Test
    void whomItObeysIsPartOfIt() {
        RunnerRig nobodys = RunnerRig.running(locks, Configs.coordinators());
        assertThat(nobodys.states.get(1).text()).endsWith("obeys no coordinator: none is configured");
        nobodys.runner.close();
        nobodys.settle();
        RunnerRig two = RunnerRig.running(
                locks, Configs.coordinators(RunnerRig.COORDINATOR.hex(), RunnerRig.OTHER.hex() + "=measure"));
        assertThat(two.states.get(1).text()).endsWith("obeys 2 coordinators");
    }

    @Test
    void aRunnerThatCannotGoOnSaysWhy() {
        RunnerRig rig = RunnerRig.running(locks);
        rig.advance(Duration.ofSeconds(30));
        rig.daemon.restart();
        rig.daemon.agent = new Daemon.AgentInfo(RunnerRig.OTHER, "m".repeat(64));
        rig.reattach();
        RunnerStatus.RunnerState last = rig.states.get(rig.states.size() - 1);
        assertThat(last.phase()).isEqualTo(Phase.STOPPING);
        assertThat(last.text()).startsWith("failed: x0xd at http://127.0.0.1:1 is another agent now");
    }

    private static RunnerStatus.RunnerState waiting(String reason) {
        return new RunnerStatus.RunnerState(Phase.WAITING, "waiting for x0xd at http://127.0.0.1:1: " + reason);
    }
}
