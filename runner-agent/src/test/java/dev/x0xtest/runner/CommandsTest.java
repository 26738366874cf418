package dev.x0xtest.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.daemon.SendRequest;
import dev.x0xtest.runner.rig.Commands;
import dev.x0xtest.runner.rig.RunnerRig;
import dev.x0xtest.testkit.FakeDaemon;
import dev.x0xtest.wire.Topics;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.action.Actions;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.action.Discover;
import dev.x0xtest.wire.result.Result;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests which commands a runner executes and how often, and the error that each other command gets. */
class CommandsTest {
    @TempDir
    Path locks;

    @Test
    void discoverTellsWhoIsHere() throws WireException {
        RunnerRig rig = RunnerRig.running(locks);
        rig.command(RunnerRig.COORDINATOR, Commands.discover("d1"));
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
        Command send = Commands.send("s1", "raw", 1);
        rig.command(RunnerRig.COORDINATOR, send);
        rig.command(RunnerRig.COORDINATOR, send);
        assertThat(rig.hops()).hasSize(1);
        assertThat(rig.results(RunnerRig.COORDINATOR)).hasSize(2);
        SendRequest again = rig.daemon.sends.get(rig.daemon.sends.size() - 1);
        assertThat(again.requireGossip()).isTrue();
        assertThat(again.durable()).isFalse();
    }

    @Test
    void aRetransmitByTheOtherStreamIsTheSameCommand() {
        RunnerRig rig = RunnerRig.running(locks);
        Command send = Commands.send("s1", "raw", 1);
        rig.command(RunnerRig.COORDINATOR, send);
        rig.publish(RunnerRig.COORDINATOR, true, Topics.CONTROL, send.json());
        assertThat(rig.hops()).hasSize(1);
    }

    @Test
    void aRetransmitOfARunningCommandIsServedByTheFirst() {
        RunnerRig rig = RunnerRig.running(locks);
        CompletableFuture<Daemon.SendResponse> slow = rig.stallHops().get(0);
        Command send = Commands.send("s1", "raw", 1);
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
        rig.command(RunnerRig.COORDINATOR, Commands.discover("x"));
        rig.command(RunnerRig.COORDINATOR, Commands.send("x", "raw", 1));
        Result refusal = rig.results(RunnerRig.COORDINATOR).get(1);
        assertThat(refusal.kind()).isEqualTo("error");
        assertThat(Commands.failure(refusal)).isEqualTo("conflict: request_id reused with different command");
        assertThat(rig.hops()).isEmpty();
    }

    @Test
    void withoutEqualIdsEachArrivalIsExecutedAsUpstreamDoes() {
        RunnerRig rig = RunnerRig.running(locks);
        Command send = Commands.send("s1", "raw", 1);
        String json = new String(send.json(), StandardCharsets.UTF_8)
                .replace("\"command_id\":\"s1\"", "\"command_id\":\"matrix-s1\"");
        Command other = parsed(json);
        rig.command(RunnerRig.COORDINATOR, other);
        rig.command(RunnerRig.COORDINATOR, other);
        assertThat(rig.hops()).hasSize(2);
    }

    @Test
    void aFullQueueRefusesByNameAndTheSameIdRunsOnceThereIsRoom() {
        RunnerRig rig = RunnerRig.running(locks);
        List<CompletableFuture<Daemon.SendResponse>> stalled = rig.stallHops();
        for (int i = 0; i < 8 + 1024; i++) {
            rig.command(RunnerRig.COORDINATOR, Commands.send("s" + i, "raw", 1));
        }
        assertThat(rig.results(RunnerRig.COORDINATOR)).isEmpty();
        rig.command(RunnerRig.COORDINATOR, Commands.send("late", "raw", 1));
        assertThat(rig.onlyResult().kind()).isEqualTo("error");
        assertThat(Commands.failure(rig.onlyResult())).isEqualTo("queue_full: runner command queue is full");
        stalled.get(0)
                .complete(FakeDaemon.accepted(SendRequest.raw(RunnerRig.OTHER, new byte[0], 1))
                        .join());
        rig.settle();
        rig.command(RunnerRig.COORDINATOR, Commands.send("late", "raw", 1, "nothing remembers the first"));
        rig.daemon.onSend = FakeDaemon::accepted;
        stalled.stream()
                .skip(1)
                .forEach(send -> send.complete(FakeDaemon.accepted(SendRequest.raw(RunnerRig.OTHER, new byte[0], 1))
                        .join()));
        rig.settle();
        assertThat(rig.results(RunnerRig.COORDINATOR))
                .filteredOn(result -> "late".equals(result.commandId()))
                .extracting(Result::kind)
                .containsExactly("error", "send_result");
    }

    @Test
    void discoverAndAckAreAnsweredWhileEightSendsHang() {
        RunnerRig rig = RunnerRig.running(locks);
        List<CompletableFuture<Daemon.SendResponse>> stalled = rig.stallHops();
        for (int i = 0; i < 20; i++) {
            rig.command(RunnerRig.COORDINATOR, Commands.send("s" + i, "raw", 1));
        }
        assertThat(stalled).hasSizeGreaterThanOrEqualTo(8);
        assertThat(rig.hops()).hasSize(8);
        rig.command(RunnerRig.COORDINATOR, Commands.discover("d"));
        rig.command(RunnerRig.COORDINATOR, Commands.ack("a"));
        assertThat(rig.results(RunnerRig.COORDINATOR))
                .extracting(Result::kind)
                .containsExactly("discover_reply", "ack");
    }

    @Test
    void anUnknownActionOfACoordinatorIsNamed() {
        RunnerRig rig = RunnerRig.running(locks);
        rig.command(RunnerRig.COORDINATOR, command("u", "sfo", "dance"));
        assertThat(rig.onlyResult().kind()).isEqualTo("error");
        assertThat(Commands.failure(rig.onlyResult())).isEqualTo("unknown_action: unknown action: dance");
    }

    @Test
    void aPowerThatWasNotGrantedIsRefusedByName() {
        RunnerRig rig = RunnerRig.running(locks);
        rig.command(RunnerRig.COORDINATOR, command("c", "sfo", "contact_list"));
        assertThat(Commands.failure(rig.onlyResult()))
                .startsWith("not_allowed: this runner does not grant you contacts");
        assertThat(rig.daemon.calls).isEmpty();
    }

    @Test
    void aMalformedCommandOfACoordinatorIsAnsweredIfItsIdCanBeRead() {
        RunnerRig rig = RunnerRig.running(locks);
        String json = "{\"command_id\":\"m1\",\"target_node\":\"sfo\",\"action\":7}";
        rig.receive(RunnerRig.COORDINATOR, true, frame(json));
        assertThat(rig.onlyResult().commandId()).isEqualTo("m1");
        assertThat(Commands.failure(rig.onlyResult())).startsWith("malformed: ");
        rig.receive(RunnerRig.COORDINATOR, true, frame("{\"command_id\":"));
        assertThat(rig.results(RunnerRig.COORDINATOR)).hasSize(1);
    }

    @Test
    void aDefectWhileAnsweringDoesNotMakeTheCommandBusyForEver() {
        RunnerRig rig = RunnerRig.running(locks);
        var plain = rig.daemon.onSend;
        rig.daemon.onSend = request -> {
            throw new IllegalStateException("a bug");
        };
        rig.command(RunnerRig.COORDINATOR, Commands.discover("d"));
        rig.daemon.onSend = plain;
        rig.daemon.sends.clear();
        rig.command(RunnerRig.COORDINATOR, Commands.discover("d"));
        assertThat(rig.onlyResult().kind()).isEqualTo("discover_reply");
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
        rig.command(RunnerRig.COORDINATOR, Commands.send("s1", "raw", 1));
        assertThat(Commands.failure(rig.onlyResult())).startsWith("internal_error: ");
        rig.command(RunnerRig.COORDINATOR, Commands.discover("d"));
        assertThat(rig.results(RunnerRig.COORDINATOR)).hasSize(2);
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
}
