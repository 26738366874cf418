package dev.x0xtest.runner.action.send;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.runner.rig.Commands;
import dev.x0xtest.runner.rig.Configs;
import dev.x0xtest.runner.rig.RunnerRig;
import dev.x0xtest.testkit.FakeDaemon;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.action.Actions;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.action.SendDm;
import dev.x0xtest.wire.frame.HopFrame;
import dev.x0xtest.wire.json.WireJson;
import dev.x0xtest.wire.result.Outcome;
import dev.x0xtest.wire.result.Result;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the action {@code send_dm} with a whole runner: what it sends, refuses and retries. */
class SendDmTest {
    @TempDir
    Path locks;

    @Test
    void aMissingParameterIsNamedInTheActionsOwnResult() {
        RunnerRig rig = RunnerRig.running(locks);
        rig.command(RunnerRig.COORDINATOR, withoutParameters("c"));
        assertThat(rig.onlyResult().kind()).isEqualTo("send_result");
        assertThat(Commands.failure(rig.onlyResult())).isEqualTo("malformed: missing field recipient_aid");
    }

    @Test
    void theHopNamesTheCoordinatorAndTheRequest() throws WireException {
        RunnerRig rig = RunnerRig.running(locks);
        rig.command(RunnerRig.COORDINATOR, Commands.send("s1", "raw", 1));
        HopFrame hop = rig.hops().get(0);
        assertThat(hop.requestId()).isEqualTo("s1");
        assertThat(hop.anchor()).isEqualTo(RunnerRig.COORDINATOR.hex());
        assertThat(hop.payload()).isEqualTo("hi".getBytes(StandardCharsets.UTF_8));
        SendDm.Details details =
                Actions.SEND_DM.details().decode(rig.onlyResult().details());
        assertThat(details.path()).isEqualTo("raw_quic_acked");
        assertThat(details.runnerAttempts()).isEqualTo(1);
    }

    @Test
    void aCommandInDisguiseIsNeverSent() {
        RunnerRig rig = RunnerRig.running(locks);
        for (String disguise : List.of("x0xtest|cmd|e30=", "x0xtest|res|e30=", "x0xtest|res2|e30=")) {
            rig.command(RunnerRig.COORDINATOR, Commands.send(disguise.substring(8, 12), "raw", 1, disguise));
        }
        assertThat(rig.daemon.sentTo(RunnerRig.OTHER)).isEmpty();
        assertThat(rig.results(RunnerRig.COORDINATOR))
                .hasSize(3)
                .allMatch(result -> Commands.failure(result).startsWith("malformed: "));
    }

    @Test
    void aFailureKeepsWhatTheDaemonSaid() throws WireException {
        RunnerRig rig = RunnerRig.running(locks);
        rig.failHops(503, "recipient_undiscovered");
        rig.command(RunnerRig.COORDINATOR, Commands.send("s1", "raw", 1));
        Result result = rig.onlyResult();
        SendDm.Details details = Actions.SEND_DM.details().decode(result.details());
        assertThat(result.outcome()).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.failure().code()).isEqualTo("recipient_undiscovered");
            assertThat(failed.failure().httpStatus()).isEqualTo(503);
        });
        assertThat(details.code()).isEqualTo("recipient_undiscovered");
        assertThat(details.answer()).isNotNull();
    }

    @Test
    void aSendThatNeverReachedTheDaemonIsNoAttempt() throws WireException {
        RunnerRig rig = RunnerRig.running(locks);
        rig.daemon.onSend = request -> request.to().equals(RunnerRig.OTHER)
                ? CompletableFuture.failedFuture(FakeDaemon.disconnected())
                : FakeDaemon.accepted(request);
        rig.command(RunnerRig.COORDINATOR, Commands.send("s1", "raw", 1));
        rig.failHops(401, "unauthorized");
        rig.command(RunnerRig.COORDINATOR, Commands.send("s2", "raw", 1));
        rig.failHops(504, "timeout");
        rig.command(RunnerRig.COORDINATOR, Commands.send("s3", "raw", 1));
        assertThat(rig.results(RunnerRig.COORDINATOR))
                .extracting(result -> result.details().path("runner_attempts").asInt())
                .containsExactly(0, 0, 1);
    }

    @Test
    void withoutAttemptsUpstreamsThreeTriesApply() {
        RunnerRig rig = RunnerRig.running(locks);
        rig.failHops(504, "timeout");
        rig.command(RunnerRig.COORDINATOR, Commands.send("s1", "raw", null));
        assertThat(rig.hops()).hasSize(1);
        rig.advance(Duration.ofSeconds(1));
        assertThat(rig.hops()).hasSize(2);
        rig.advance(Duration.ofSeconds(2));
        assertThat(rig.hops()).hasSize(3);
        rig.advance(Duration.ofSeconds(60));
        assertThat(rig.hops()).hasSize(3);
        assertThat(rig.onlyResult().details().path("runner_attempts").asInt()).isEqualTo(3);
    }

    @Test
    void aCommandThatWaitedLongerThanItsLeaseIsNotExecuted() {
        RunnerRig rig = RunnerRig.running(locks);
        List<CompletableFuture<Daemon.SendResponse>> stalled = rig.stallHops();
        for (int i = 0; i < 9; i++) {
            rig.command(RunnerRig.COORDINATOR, Commands.send("s" + i, "raw", 1, "hi", 30_000));
        }
        assertThat(rig.hops()).hasSize(8);
        rig.advance(Duration.ofSeconds(31));
        stalled.get(0).completeExceptionally(FakeDaemon.disconnected());
        rig.advance(Duration.ofSeconds(1));
        assertThat(rig.hops()).hasSize(8);
        Result last = rig.results(RunnerRig.COORDINATOR).stream()
                .filter(result -> "s8".equals(result.requestId()))
                .findFirst()
                .orElseThrow();
        assertThat(Commands.failure(last)).isEqualTo("expired: the command waited longer than its lease of 30000 ms");
        assertThat(last.details().path("runner_attempts").asInt()).isZero();
    }

    @Test
    void noFurtherAttemptStartsWhenTheLeaseIsOver() {
        RunnerRig rig = RunnerRig.running(locks);
        rig.failHops(504, "timeout");
        rig.command(RunnerRig.COORDINATOR, Commands.send("s1", "raw", 3, "hi", 500));
        rig.advance(Duration.ofSeconds(60));
        assertThat(rig.hops()).hasSize(1);
        assertThat(rig.onlyResult().details().path("runner_attempts").asInt()).isEqualTo(1);
    }

    @Test
    void anUnknownRecipientIsNotTriedAgain() {
        RunnerRig rig = RunnerRig.running(locks);
        rig.failHops(404, "recipient_key_unavailable");
        rig.command(RunnerRig.COORDINATOR, Commands.send("s1", "raw", null));
        rig.advance(Duration.ofSeconds(10));
        assertThat(rig.hops()).hasSize(1);
    }

    @Test
    void onlyListedOrSeenPeersAreSentToWhenPeersAreListed() {
        RunnerRig rig = RunnerRig.running(locks, Configs.peers(RunnerRig.STRANGER));
        rig.command(RunnerRig.COORDINATOR, Commands.send("s1", "raw", 1));
        assertThat(Commands.failure(rig.onlyResult())).startsWith("not_allowed: the recipient is not one of --peers");
        rig.receive(RunnerRig.OTHER, true, new HopFrame("h", "d", "", new byte[0]).encode());
        rig.command(RunnerRig.COORDINATOR, Commands.send("s2", "raw", 1));
        assertThat(rig.hops()).hasSize(1);
        rig.advance(Duration.ofMinutes(61));
        rig.command(RunnerRig.COORDINATOR, Commands.send("s3", "raw", 1));
        assertThat(rig.hops()).hasSize(1);
    }

    @Test
    void sendsBeyondTheRateAreRefusedAndAllowedAMinuteLater() {
        RunnerRig rig = RunnerRig.running(locks);
        for (int i = 0; i < 201; i++) {
            rig.command(RunnerRig.COORDINATOR, Commands.send("s" + i, "raw", 1));
        }
        rig.advance(Duration.ofSeconds(1));
        assertThat(rig.hops()).hasSize(200);
        assertThat(rig.results(RunnerRig.COORDINATOR))
                .anyMatch(result -> result.outcome() instanceof Outcome.Failed
                        && Commands.failure(result).startsWith("not_allowed: more sends a minute"));
        rig.advance(Duration.ofSeconds(60));
        rig.command(RunnerRig.COORDINATOR, Commands.send("later", "raw", 1));
        assertThat(rig.hops()).hasSize(201);
    }

    @Test
    void aPayloadBeyondTheBoundIsRefused() {
        RunnerRig rig = RunnerRig.running(locks);
        rig.command(RunnerRig.COORDINATOR, Commands.send("s1", "raw", 1, "x".repeat(4097)));
        assertThat(Commands.failure(rig.onlyResult())).startsWith("not_allowed: the payload is larger");
        rig.command(RunnerRig.COORDINATOR, Commands.send("s2", "raw", 1, "x".repeat(4096)));
        assertThat(rig.hops()).hasSize(1);
    }

    private static Command withoutParameters(String id) {
        return RunnerRig.raw(id, "send_dm", RunnerRig.COORDINATOR, WireJson.object());
    }
}
