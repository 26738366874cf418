package dev.x0xtest.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.daemon.SendRequest;
import dev.x0xtest.runner.rig.Configs;
import dev.x0xtest.runner.rig.RunnerRig;
import dev.x0xtest.testkit.FakeDaemon;
import dev.x0xtest.wire.Topics;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.action.Actions;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.action.Discover;
import dev.x0xtest.wire.action.NoopAck;
import dev.x0xtest.wire.action.SendDm;
import dev.x0xtest.wire.frame.Frames;
import dev.x0xtest.wire.frame.HopFrame;
import dev.x0xtest.wire.result.Outcome;
import dev.x0xtest.wire.result.Result;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {
    @TempDir
    Path locks;

    @Test
    void discoverTellsWhoIsHere() throws WireException {
        RunnerRig rig = RunnerRig.running(locks);
        rig.command(RunnerRig.COORDINATOR, discover("d1"));
        Result result = rig.onlyResult();
        Discover.Details details = Actions.DISCOVER.details().decode(result.details());
        assertThat(result.kind()).isEqualTo("discover_reply");
        assertThat(result.requestId()).isEqualTo("d1");
        assertThat(result.agentId()).isEqualTo(RunnerRig.SELF.hex());
        assertThat(details.node()).isEqualTo("sfo");
        assertThat(details.agent()).startsWith("x0xtest-runner/");
        assertThat(details.x0xd()).isEqualTo("0.48.1");
    }

    @Test
    void aCommandForAnotherNodeIsNotOurs() {
        RunnerRig rig = RunnerRig.running(locks);
        rig.command(RunnerRig.COORDINATOR, command("d1", "nyc", "discover"));
        assertThat(rig.daemon.sends).isEmpty();
        rig.command(RunnerRig.COORDINATOR, command("d2", "*", "discover"));
        assertThat(rig.results(RunnerRig.COORDINATOR)).hasSize(1);
    }

    @Test
    void aRetransmitOfACompletedCommandIsAnsweredFromMemoryBySignedGossip() {
        RunnerRig rig = RunnerRig.running(locks);
        Command send = send("s1", "raw", 1);
        rig.command(RunnerRig.COORDINATOR, send);
        rig.command(RunnerRig.COORDINATOR, send);
        assertThat(hops(rig)).hasSize(1);
        assertThat(rig.results(RunnerRig.COORDINATOR)).hasSize(2);
        SendRequest again = rig.daemon.sends.get(rig.daemon.sends.size() - 1);
        assertThat(again.requireGossip()).isTrue();
        assertThat(again.durable()).isFalse();
    }

    @Test
    void aRetransmitByTheOtherStreamIsTheSameCommand() {
        RunnerRig rig = RunnerRig.running(locks);
        Command send = send("s1", "raw", 1);
        rig.command(RunnerRig.COORDINATOR, send);
        rig.publish(RunnerRig.COORDINATOR, true, Topics.CONTROL, send.json());
        assertThat(hops(rig)).hasSize(1);
    }

    @Test
    void aRetransmitOfARunningCommandIsServedByTheFirst() {
        RunnerRig rig = RunnerRig.running(locks);
        CompletableFuture<Daemon.SendResponse> slow = stallHops(rig).get(0);
        Command send = send("s1", "raw", 1);
        rig.command(RunnerRig.COORDINATOR, send);
        rig.command(RunnerRig.COORDINATOR, send);
        assertThat(rig.results(RunnerRig.COORDINATOR)).isEmpty();
        slow.complete(FakeDaemon.accepted(SendRequest.raw(RunnerRig.OTHER, new byte[0], 1))
                .join());
        rig.settle();
        assertThat(rig.results(RunnerRig.COORDINATOR)).hasSize(1);
    }

    @Test
    void theSameIdWithOtherContentIsAConflict() {
        RunnerRig rig = RunnerRig.running(locks);
        rig.command(RunnerRig.COORDINATOR, discover("x"));
        rig.command(RunnerRig.COORDINATOR, send("x", "raw", 1));
        Result refusal = rig.results(RunnerRig.COORDINATOR).get(1);
        assertThat(refusal.kind()).isEqualTo("error");
        assertThat(failure(refusal)).isEqualTo("conflict: request_id reused with different command");
        assertThat(hops(rig)).isEmpty();
    }

    @Test
    void withoutEqualIdsEachArrivalIsExecutedAsUpstreamDoes() {
        RunnerRig rig = RunnerRig.running(locks);
        Command send = send("s1", "raw", 1);
        String json = new String(send.json(), StandardCharsets.UTF_8)
                .replace("\"command_id\":\"s1\"", "\"command_id\":\"matrix-s1\"");
        Command other = parsed(json);
        rig.command(RunnerRig.COORDINATOR, other);
        rig.command(RunnerRig.COORDINATOR, other);
        assertThat(hops(rig)).hasSize(2);
    }

    @Test
    void aFullQueueRefusesByNameAndTheRetransmitRuns() {
        RunnerRig rig = RunnerRig.running(locks);
        List<CompletableFuture<Daemon.SendResponse>> stalled = stallHops(rig);
        for (int i = 0; i < 8 + 1024; i++) {
            rig.command(RunnerRig.COORDINATOR, send("s" + i, "raw", 1));
        }
        assertThat(rig.results(RunnerRig.COORDINATOR)).isEmpty();
        rig.command(RunnerRig.COORDINATOR, send("late", "raw", 1));
        assertThat(rig.onlyResult().kind()).isEqualTo("error");
        assertThat(failure(rig.onlyResult())).isEqualTo("queue_full: runner command queue is full");
        stalled.get(0)
                .complete(FakeDaemon.accepted(SendRequest.raw(RunnerRig.OTHER, new byte[0], 1))
                        .join());
        rig.settle();
        rig.command(RunnerRig.COORDINATOR, send("late", "raw", 1, "nothing remembers the first"));
        assertThat(rig.results(RunnerRig.COORDINATOR).stream()
                        .filter(result -> result.kind().equals("error")))
                .hasSize(1);
    }

    @Test
    void discoverAndAckAreAnsweredWhileEightSendsHang() {
        RunnerRig rig = RunnerRig.running(locks);
        List<CompletableFuture<Daemon.SendResponse>> stalled = stallHops(rig);
        for (int i = 0; i < 20; i++) {
            rig.command(RunnerRig.COORDINATOR, send("s" + i, "raw", 1));
        }
        assertThat(stalled).hasSizeGreaterThanOrEqualTo(8);
        assertThat(hops(rig)).hasSize(8);
        rig.command(RunnerRig.COORDINATOR, discover("d"));
        rig.command(RunnerRig.COORDINATOR, ack("a"));
        assertThat(rig.results(RunnerRig.COORDINATOR))
                .extracting(Result::kind)
                .containsExactly("discover_reply", "ack");
    }

    @Test
    void anUnknownActionOfACoordinatorIsNamed() {
        RunnerRig rig = RunnerRig.running(locks);
        rig.command(RunnerRig.COORDINATOR, command("u", "sfo", "dance"));
        assertThat(rig.onlyResult().kind()).isEqualTo("error");
        assertThat(failure(rig.onlyResult())).isEqualTo("unknown_action: unknown action: dance");
    }

    @Test
    void aPowerThatWasNotGrantedIsRefusedByName() {
        RunnerRig rig = RunnerRig.running(locks);
        rig.command(RunnerRig.COORDINATOR, command("c", "sfo", "contact_list"));
        assertThat(failure(rig.onlyResult())).startsWith("not_allowed: this runner does not grant you contacts");
        assertThat(rig.daemon.calls).isEmpty();
    }

    @Test
    void aMissingParameterIsNamedInTheActionsOwnResult() {
        RunnerRig rig = RunnerRig.running(locks);
        rig.command(RunnerRig.COORDINATOR, command("c", "sfo", "send_dm"));
        assertThat(rig.onlyResult().kind()).isEqualTo("send_result");
        assertThat(failure(rig.onlyResult())).isEqualTo("malformed: missing field recipient_aid");
    }

    @Test
    void aMalformedCommandOfACoordinatorIsAnsweredIfItsIdCanBeRead() {
        RunnerRig rig = RunnerRig.running(locks);
        String json = "{\"command_id\":\"m1\",\"target_node\":\"sfo\",\"action\":7}";
        rig.receive(RunnerRig.COORDINATOR, true, frame(json));
        assertThat(rig.onlyResult().commandId()).isEqualTo("m1");
        assertThat(failure(rig.onlyResult())).startsWith("malformed: ");
        rig.receive(RunnerRig.COORDINATOR, true, frame("{\"command_id\":"));
        assertThat(rig.results(RunnerRig.COORDINATOR)).hasSize(1);
    }

    @Test
    void theHopNamesTheCoordinatorAndTheRequest() throws WireException {
        RunnerRig rig = RunnerRig.running(locks);
        rig.command(RunnerRig.COORDINATOR, send("s1", "raw", 1));
        HopFrame hop = hops(rig).get(0);
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
            rig.command(RunnerRig.COORDINATOR, send(disguise.substring(8, 12), "raw", 1, disguise));
        }
        assertThat(rig.daemon.sentTo(RunnerRig.OTHER)).isEmpty();
        assertThat(rig.results(RunnerRig.COORDINATOR))
                .hasSize(3)
                .allMatch(result -> failure(result).startsWith("malformed: "));
    }

    @Test
    void aFailureKeepsWhatTheDaemonSaid() throws WireException {
        RunnerRig rig = RunnerRig.running(locks);
        failHops(rig, 503, "recipient_undiscovered");
        rig.command(RunnerRig.COORDINATOR, send("s1", "raw", 1));
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
        rig.command(RunnerRig.COORDINATOR, send("s1", "raw", 1));
        failHops(rig, 401, "unauthorized");
        rig.command(RunnerRig.COORDINATOR, send("s2", "raw", 1));
        failHops(rig, 504, "timeout");
        rig.command(RunnerRig.COORDINATOR, send("s3", "raw", 1));
        assertThat(rig.results(RunnerRig.COORDINATOR))
                .extracting(result -> result.details().path("runner_attempts").asInt())
                .containsExactly(0, 0, 1);
    }

    @Test
    void aDefectWhileAnsweringDoesNotMakeTheCommandBusyForEver() {
        RunnerRig rig = RunnerRig.running(locks);
        var plain = rig.daemon.onSend;
        rig.daemon.onSend = request -> {
            throw new IllegalStateException("a bug");
        };
        rig.command(RunnerRig.COORDINATOR, discover("d"));
        rig.daemon.onSend = plain;
        rig.daemon.sends.clear();
        rig.command(RunnerRig.COORDINATOR, discover("d"));
        assertThat(rig.onlyResult().kind()).isEqualTo("discover_reply");
    }

    @Test
    void withoutAttemptsUpstreamsThreeTriesApply() {
        RunnerRig rig = RunnerRig.running(locks);
        failHops(rig, 504, "timeout");
        rig.command(RunnerRig.COORDINATOR, send("s1", "raw", null));
        assertThat(hops(rig)).hasSize(1);
        rig.advance(Duration.ofSeconds(1));
        assertThat(hops(rig)).hasSize(2);
        rig.advance(Duration.ofSeconds(2));
        assertThat(hops(rig)).hasSize(3);
        rig.advance(Duration.ofSeconds(60));
        assertThat(hops(rig)).hasSize(3);
        assertThat(rig.onlyResult().details().path("runner_attempts").asInt()).isEqualTo(3);
    }

    @Test
    void anUnknownRecipientIsNotTriedAgain() {
        RunnerRig rig = RunnerRig.running(locks);
        failHops(rig, 404, "recipient_key_unavailable");
        rig.command(RunnerRig.COORDINATOR, send("s1", "raw", null));
        rig.advance(Duration.ofSeconds(10));
        assertThat(hops(rig)).hasSize(1);
    }

    @Test
    void onlyListedOrSeenPeersAreSentToWhenPeersAreListed() {
        RunnerRig rig = RunnerRig.running(locks, Configs.peers(RunnerRig.STRANGER));
        rig.command(RunnerRig.COORDINATOR, send("s1", "raw", 1));
        assertThat(failure(rig.onlyResult())).startsWith("not_allowed: the recipient is not one of --peers");
        rig.receive(RunnerRig.OTHER, true, new HopFrame("h", "d", "", new byte[0]).encode());
        rig.command(RunnerRig.COORDINATOR, send("s2", "raw", 1));
        assertThat(hops(rig)).hasSize(1);
        rig.advance(Duration.ofMinutes(61));
        rig.command(RunnerRig.COORDINATOR, send("s3", "raw", 1));
        assertThat(hops(rig)).hasSize(1);
    }

    @Test
    void sendsBeyondTheRateAreRefusedAndAllowedAMinuteLater() {
        RunnerRig rig = RunnerRig.running(locks);
        for (int i = 0; i < 201; i++) {
            rig.command(RunnerRig.COORDINATOR, send("s" + i, "raw", 1));
        }
        rig.advance(Duration.ofSeconds(1));
        assertThat(hops(rig)).hasSize(200);
        assertThat(rig.results(RunnerRig.COORDINATOR))
                .anyMatch(result ->
                        !result.outcome().isOk() && failure(result).startsWith("not_allowed: more sends a minute"));
        rig.advance(Duration.ofSeconds(60));
        rig.command(RunnerRig.COORDINATOR, send("later", "raw", 1));
        assertThat(hops(rig)).hasSize(201);
    }

    @Test
    void aPayloadBeyondTheBoundIsRefused() {
        RunnerRig rig = RunnerRig.running(locks);
        rig.command(RunnerRig.COORDINATOR, send("s1", "raw", 1, "x".repeat(4097)));
        assertThat(failure(rig.onlyResult())).startsWith("not_allowed: the payload is larger");
        rig.command(RunnerRig.COORDINATOR, send("s2", "raw", 1, "x".repeat(4096)));
        assertThat(hops(rig)).hasSize(1);
    }

    @Test
    void aDefectCostsOneCommandOnly() {
        RunnerRig rig = RunnerRig.running(locks);
        var plain = rig.daemon.onSend;
        rig.daemon.onSend = request -> {
            if (request.to().equals(RunnerRig.OTHER)) {
                throw new IllegalStateException("a bug");
            }
            return plain.apply(request);
        };
        rig.command(RunnerRig.COORDINATOR, send("s1", "raw", 1));
        assertThat(failure(rig.onlyResult())).startsWith("internal_error: ");
        rig.command(RunnerRig.COORDINATOR, discover("d"));
        assertThat(rig.results(RunnerRig.COORDINATOR)).hasSize(2);
    }

    static Command discover(String id) {
        return Command.of(id, "sfo", Actions.DISCOVER, Discover.Params.none(), RunnerRig.COORDINATOR, false);
    }

    static Command ack(String id, String... sightings) {
        return Command.of(
                id, "sfo", Actions.NOOP_ACK, new NoopAck.Params(List.of(sightings)), RunnerRig.COORDINATOR, false);
    }

    static Command send(String id, String plane, @Nullable Integer attempts) {
        return send(id, plane, attempts, "hi");
    }

    static Command send(String id, String plane, @Nullable Integer attempts, String payload) {
        String base64 = Base64.getEncoder().encodeToString(payload.getBytes(StandardCharsets.UTF_8));
        SendDm.Params params = new SendDm.Params(
                RunnerRig.OTHER.hex(), base64, "sfo-nyc", null, false, null, false, false, plane, attempts);
        return Command.of(id, "sfo", Actions.SEND_DM, params, RunnerRig.COORDINATOR, false);
    }

    private static Command command(String id, String target, String action) {
        return parsed("{\"command_id\":\"" + id + "\",\"target_node\":\"" + target + "\",\"action\":\"" + action
                + "\",\"anchor_aid\":\"" + RunnerRig.COORDINATOR.hex() + "\",\"params\":{\"request_id\":\"" + id
                + "\"}}");
    }

    private static Command parsed(String json) {
        try {
            return Command.parse(json.getBytes(StandardCharsets.UTF_8));
        } catch (WireException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] frame(String json) {
        String base64 = Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
        return ("x0xtest|cmd|" + base64).getBytes(StandardCharsets.US_ASCII);
    }

    static String failure(Result result) {
        return result.outcome() instanceof Outcome.Failed failed
                ? failed.failure().kind() + ": " + failed.failure().message()
                : "ok";
    }

    /** Sends to the other agent hang until completed by the test. */
    private static List<CompletableFuture<Daemon.SendResponse>> stallHops(RunnerRig rig) {
        List<CompletableFuture<Daemon.SendResponse>> stalled = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            stalled.add(new CompletableFuture<>());
        }
        int[] next = {0};
        rig.daemon.onSend =
                request -> request.to().equals(RunnerRig.OTHER) ? stalled.get(next[0]++) : FakeDaemon.accepted(request);
        return stalled;
    }

    private static void failHops(RunnerRig rig, int status, String code) {
        rig.daemon.onSend = request ->
                request.to().equals(RunnerRig.OTHER) ? FakeDaemon.refused(status, code) : FakeDaemon.accepted(request);
    }

    private static List<HopFrame> hops(RunnerRig rig) {
        return rig.daemon.sends.stream()
                .filter(send -> send.to().equals(RunnerRig.OTHER))
                .map(send -> {
                    try {
                        return (HopFrame) Frames.decode(send.payload()).orElseThrow();
                    } catch (WireException e) {
                        throw new AssertionError(e);
                    }
                })
                .toList();
    }
}
