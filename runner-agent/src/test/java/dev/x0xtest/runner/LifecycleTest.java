package dev.x0xtest.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.daemon.DaemonException;
import dev.x0xtest.daemon.SendRequest;
import dev.x0xtest.daemon.TokenSource;
import dev.x0xtest.runner.rig.Commands;
import dev.x0xtest.runner.rig.Configs;
import dev.x0xtest.runner.rig.RunnerRig;
import dev.x0xtest.runner.service.RunnerStatus;
import dev.x0xtest.testkit.FakeDaemon;
import dev.x0xtest.wire.Topics;
import dev.x0xtest.wire.action.Actions;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.action.Discover;
import dev.x0xtest.wire.json.WireJson;
import dev.x0xtest.wire.result.Outcome;
import dev.x0xtest.wire.result.Result;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the life of a runner, from waiting for its daemon to the orderly shutdown. */
class LifecycleTest {
    @TempDir
    Path locks;

    @Test
    void aWrongTokenOrAnAbsentDaemonIsWaitedFor() {
        RunnerRig rig = new RunnerRig(locks, Configs.asIs());
        rig.daemon.agentError = new DaemonException(DaemonException.Kind.UNAUTHORIZED, "token refused", null);
        CompletableFuture<@Nullable Void> ready = rig.runner.start();
        rig.advance(Duration.ofSeconds(60));
        rig.daemon.agentError = FakeDaemon.disconnected();
        rig.advance(Duration.ofSeconds(60));
        assertThat(ready).isNotDone();
        assertThat(rig.runner.terminated()).isNotDone();
        rig.daemon.agentError = null;
        rig.advance(Duration.ofSeconds(11));
        assertThat(ready).isCompleted();
    }

    @Test
    void aRefusedTokenIsTriedEveryThirtySecondsAndAnAbsentDaemonMoreOften() {
        RunnerRig rig = new RunnerRig(locks, Configs.asIs());
        rig.daemon.agentError = DaemonException.answered(401, WireJson.object());
        rig.runner.start();
        rig.advance(Duration.ofSeconds(95));
        assertThat(rig.daemon.agentAsked).isEqualTo(4);
        rig.daemon.agentError = FakeDaemon.disconnected();
        rig.advance(Duration.ofSeconds(85));
        assertThat(rig.daemon.agentAsked).isBetween(10, 30);
        rig.runner.close();
        rig.settle();
    }

    @Test
    void aDaemonThatAnswersAfterTheRunnerWasClosedStartsNothing() {
        RunnerRig rig = new RunnerRig(locks, Configs.asIs());
        CompletableFuture<Daemon.AgentInfo> late = new CompletableFuture<>();
        rig.daemon.heldAgent = late;
        rig.runner.start();
        rig.settle();
        rig.runner.close();
        rig.settle();
        assertThat(rig.runner.terminated()).isCompleted();
        assertThat(late).as("the call is given up").isCancelled();
        late.complete(rig.daemon.agent);
        rig.advance(Duration.ofMinutes(1));
        assertThat(rig.topics).isNull();
        assertThat(rig.states)
                .as("nothing after the end")
                .last()
                .satisfies(state -> assertThat(state.phase()).isEqualTo(RunnerStatus.RunnerState.Phase.STOPPING));
    }

    @Test
    void aRefusedCredentialEndsTheRunnerAtOnceIfItWasGoodBefore() {
        RunnerRig rig = RunnerRig.running(locks);
        CredentialToken token = new CredentialToken(TokenSource.literal("old"));
        token.refused().thenRun(rig.runner::tokenRefused);
        assertThat(token.replacementFor("old").join()).isEmpty();
        rig.settle();
        assertThatThrownBy(() -> rig.runner.terminated().join())
                .hasCauseInstanceOf(CredentialToken.RefusedException.class)
                .hasMessageContaining("x0xd at http://127.0.0.1:1 refuses the token");
        assertThat(RunnerRig.running(locks).runner.terminated())
                .as("the lock is free")
                .isNotDone();
    }

    @Test
    void aCredentialThatWasNeverGoodEndsTheRunnerAfterHalfAMinute() {
        RunnerRig rig = new RunnerRig(locks, Configs.asIs());
        rig.daemon.agentError = new DaemonException(DaemonException.Kind.UNAUTHORIZED, "token refused", null);
        rig.runner.start();
        rig.settle();
        rig.runner.tokenRefused();
        rig.advance(Duration.ofSeconds(29));
        assertThat(rig.runner.terminated()).isNotDone();
        rig.advance(Duration.ofSeconds(2));
        assertThat(rig.runner.terminated()).isCompletedExceptionally();
    }

    @Test
    void aCredentialThatIsAcceptedInTimeKeepsTheRunner() {
        RunnerRig rig = new RunnerRig(locks, Configs.asIs());
        rig.daemon.agentError = new DaemonException(DaemonException.Kind.UNAUTHORIZED, "token refused", null);
        rig.runner.start();
        rig.settle();
        rig.runner.tokenRefused();
        rig.daemon.agentError = null;
        rig.advance(Duration.ofSeconds(60));
        assertThat(rig.runner.terminated()).isNotDone();
    }

    @Test
    void aRunnerThatStillWaitsStopsAtOnce() {
        RunnerRig rig = new RunnerRig(locks, Configs.asIs());
        rig.daemon.agentError = FakeDaemon.disconnected();
        rig.runner.start();
        rig.settle();
        rig.runner.close();
        rig.settle();
        assertThat(rig.runner.terminated()).isCompleted();
    }

    @Test
    void aSecondRunnerOfTheSameAgentEndsWithTheHoldersPid() {
        RunnerRig first = RunnerRig.running(locks);
        RunnerRig second = new RunnerRig(locks, Configs.asIs());
        second.runner.start();
        second.settle();
        assertThatThrownBy(() -> second.runner.terminated().join())
                .hasCauseInstanceOf(EnvironmentException.class)
                .hasMessageContaining("another runner for agent " + RunnerRig.SELF.hex())
                .hasMessageContaining("(pid " + ProcessHandle.current().pid() + ")");
        first.runner.close();
        first.settle();
        assertThat(RunnerRig.running(locks).runner.terminated()).isNotDone();
    }

    @Test
    void bothTopicsAreSubscribedOnceAndGivenUpAtTheEnd() {
        RunnerRig rig = RunnerRig.running(locks);
        assertThat(rig.daemon.subscribed).containsExactly(Topics.DISCOVER, Topics.CONTROL);
        rig.advance(Duration.ofMinutes(5));
        assertThat(rig.daemon.subscribed).hasSize(2);
        rig.runner.close();
        rig.settle();
        assertThat(rig.daemon.subscriptions).isEmpty();
        assertThat(rig.directEnded).isTrue();
        assertThat(rig.daemon.closed).isTrue();
        assertThat(rig.runner.terminated()).isCompleted();
    }

    @Test
    void whatIsUnderWayIsFinishedAndWhatWaitsIsRefusedByName() {
        RunnerRig rig = RunnerRig.running(locks);
        CompletableFuture<Daemon.SendResponse> slow = new CompletableFuture<>();
        rig.daemon.onSend = request -> request.to().equals(RunnerRig.OTHER) ? slow : FakeDaemon.accepted(request);
        for (int i = 0; i < 9; i++) {
            rig.command(RunnerRig.COORDINATOR, Commands.send("s" + i, "raw", 1));
        }
        rig.runner.close();
        rig.settle();
        assertThat(rig.onlyResult().kind()).isEqualTo("error");
        assertThat(Commands.failure(rig.onlyResult())).isEqualTo("shutting_down: runner is shutting down");
        rig.command(RunnerRig.COORDINATOR, Commands.discover("late"));
        assertThat(rig.results(RunnerRig.COORDINATOR))
                .hasSize(2)
                .noneMatch(result -> result.outcome() instanceof Outcome.Ok);
        assertThat(rig.runner.terminated()).isNotDone();
        slow.complete(FakeDaemon.accepted(SendRequest.raw(RunnerRig.OTHER, new byte[0], 1))
                .join());
        rig.settle();
        assertThat(rig.results(RunnerRig.COORDINATOR).stream().filter(result -> result.outcome() instanceof Outcome.Ok))
                .hasSize(8)
                .extracting(Result::kind)
                .containsOnly("send_result");
        assertThat(rig.runner.terminated()).isCompleted();
    }

    @Test
    void whatComesAgainWhileTheRunnerStopsIsAnsweredByItsFirstExecution() {
        RunnerRig rig = RunnerRig.running(locks);
        CompletableFuture<Daemon.SendResponse> slow = new CompletableFuture<>();
        rig.daemon.onSend = request -> request.to().equals(RunnerRig.OTHER) ? slow : FakeDaemon.accepted(request);
        Command done = Commands.discover("done");
        Command underWay = Commands.send("s", "raw", 1);
        rig.command(RunnerRig.COORDINATOR, done);
        rig.command(RunnerRig.COORDINATOR, underWay);
        rig.runner.close();
        rig.settle();
        rig.command(RunnerRig.COORDINATOR, done);
        rig.command(RunnerRig.COORDINATOR, underWay);
        rig.command(RunnerRig.COORDINATOR, Commands.send("done", "raw", 1));
        assertThat(rig.results(RunnerRig.COORDINATOR))
                .extracting(Result::kind)
                .containsExactly("discover_reply", "discover_reply", "error");
        assertThat(Commands.failure(rig.results(RunnerRig.COORDINATOR).get(2))).startsWith("conflict: ");
        slow.complete(FakeDaemon.accepted(SendRequest.raw(RunnerRig.OTHER, new byte[0], 1))
                .join());
        rig.settle();
        assertThat(rig.results(RunnerRig.COORDINATOR))
                .extracting(Result::kind)
                .endsWith("send_result")
                .hasSize(4);
        assertThat(rig.runner.terminated()).isCompleted();
    }

    @Test
    void whatNeverEndsIsLeftAfterTenSeconds() {
        RunnerRig rig = RunnerRig.running(locks);
        rig.daemon.onSend = request -> new CompletableFuture<>();
        rig.command(RunnerRig.COORDINATOR, Commands.send("s", "raw", 1));
        rig.runner.close();
        rig.advance(Duration.ofSeconds(9));
        assertThat(rig.runner.terminated()).isNotDone();
        rig.advance(Duration.ofSeconds(2));
        assertThat(rig.runner.terminated()).isCompleted();
    }

    @Test
    void aDaemonThatComesBackAsAnotherAgentEndsTheRunner() {
        RunnerRig rig = RunnerRig.running(locks);
        rig.advance(Duration.ofSeconds(30));
        rig.daemon.restart();
        rig.daemon.agent = new Daemon.AgentInfo(RunnerRig.OTHER, "m".repeat(64));
        rig.reattach();
        assertThatThrownBy(() -> rig.runner.terminated().join()).hasMessageContaining("another agent now");
    }

    @Test
    void aResultDoesNotGoToTheTopicsOnceACoordinatorAskedToKeepAway() {
        RunnerRig rig = RunnerRig.running(locks);
        rig.daemon.onSend = request -> FakeDaemon.refused(502, "peer_disconnected");
        rig.command(RunnerRig.COORDINATOR, discoverWithoutPubsub("d1"));
        rig.advance(Duration.ofMinutes(1));
        assertThat(rig.daemon.published).isEmpty();
    }

    @Test
    void theTopicsAreLeftAtTheFirstCommandAndJoinedAgainFiveSecondsAfterTheLastResult() {
        RunnerRig rig = RunnerRig.running(locks);
        rig.command(RunnerRig.COORDINATOR, discoverWithoutPubsub("d1"));
        rig.advance(Duration.ofSeconds(10));
        assertThat(rig.daemon.subscriptions).hasSize(2);
        CompletableFuture<Daemon.SendResponse> slow = new CompletableFuture<>();
        rig.daemon.onSend = request -> request.to().equals(RunnerRig.OTHER) ? slow : FakeDaemon.accepted(request);
        rig.command(RunnerRig.COORDINATOR, Commands.send("s", "raw", 1));
        assertThat(rig.daemon.subscriptions).isEmpty();
        rig.advance(Duration.ofSeconds(12));
        slow.complete(FakeDaemon.accepted(SendRequest.raw(RunnerRig.OTHER, new byte[0], 1))
                .join());
        rig.advance(Duration.ofSeconds(4));
        assertThat(rig.daemon.subscriptions).isEmpty();
        rig.advance(Duration.ofSeconds(2));
        assertThat(rig.daemon.subscriptions).containsOnlyKeys(Topics.DISCOVER, Topics.CONTROL);
    }

    @Test
    void aRunnerMayAlwaysLeaveTheTopicsAfterDiscovery() {
        RunnerRig rig = RunnerRig.running(locks, Configs.noPubsubAfterDiscover());
        rig.command(RunnerRig.COORDINATOR, Commands.ack("a"));
        assertThat(rig.daemon.subscriptions).hasSize(2);
        rig.command(RunnerRig.COORDINATOR, Commands.discover("d"));
        rig.command(RunnerRig.COORDINATOR, Commands.ack("b"));
        assertThat(rig.daemon.subscriptions).isEmpty();
    }

    @Test
    void aCommandByTopicIsObeyedWhenItsSenderIsItsAnchor() {
        RunnerRig rig = RunnerRig.running(locks);
        Command discover = Commands.discover("d1");
        rig.publish(RunnerRig.COORDINATOR, true, Topics.DISCOVER, discover.json());
        assertThat(rig.onlyResult().kind()).isEqualTo("discover_reply");
    }

    @Test
    void aTopicMessageOfAnotherClientsSubscriptionIsNotOurs() {
        RunnerRig rig = RunnerRig.running(locks);
        rig.daemon.subscriptions.put(Topics.DISCOVER, "another client's");
        rig.publish(
                RunnerRig.COORDINATOR,
                true,
                Topics.DISCOVER,
                Commands.discover("d1").json());
        assertThat(rig.daemon.sends).isEmpty();
    }

    private static Command discoverWithoutPubsub(String id) {
        return Command.of(id, "sfo", Actions.DISCOVER, Discover.Params.none(), RunnerRig.COORDINATOR, true);
    }
}
