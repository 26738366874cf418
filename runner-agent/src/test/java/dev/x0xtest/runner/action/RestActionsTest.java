package dev.x0xtest.runner.action;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.daemon.DaemonException;
import dev.x0xtest.runner.rig.Commands;
import dev.x0xtest.runner.rig.Configs;
import dev.x0xtest.runner.rig.RunnerRig;
import dev.x0xtest.testkit.FakeDaemon;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.json.WireJson;
import dev.x0xtest.wire.result.Outcome;
import dev.x0xtest.wire.result.Result;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests contact and group actions: the calls to the daemon, and the answers in upstream's form. */
class RestActionsTest {
    @TempDir
    Path locks;

    @Test
    void anActionIsOneCallAndItsAnswerTheDetails() throws WireException {
        RunnerRig rig = rig();
        rig.command(RunnerRig.COORDINATOR, contactAdd("c1"));
        ObjectNode group = WireJson.object().put("group_id", "a/b");
        rig.command(RunnerRig.COORDINATOR, RunnerRig.raw("g1", "group_state_commits", RunnerRig.COORDINATOR, group));
        assertThat(rig.daemon.calls)
                .containsExactly(
                        "POST /contacts {\"agent_id\":\"" + RunnerRig.OTHER.hex() + "\",\"trust_level\":\"Unknown\"}",
                        "GET /groups/a%2Fb/state/commits?from_revision=0");
        List<Result> results = rig.results(RunnerRig.COORDINATOR);
        assertThat(results)
                .extracting(Result::kind)
                .containsExactly("contact_add_result", "group_state_commits_result");
        assertThat(members(results.get(0)))
                .containsExactly(
                        "kind",
                        "command_id",
                        "request_id",
                        "outcome",
                        "details",
                        "node",
                        "agent_id",
                        "machine_id",
                        "ts_ms");
        assertThat(results.get(0).details()).isEqualTo(WireJson.object().put("ok", true));
    }

    @Test
    void aRefusalOfTheDaemonIsTheErrorAsItIsAndThereAreNoDetails() throws WireException {
        RunnerRig rig = rig();
        ObjectNode answer = WireJson.object().put("ok", false).put("error", "contact not found");
        fail(rig, DaemonException.answered(404, answer));
        rig.command(RunnerRig.COORDINATOR, contactAdd("c1"));
        assertThat(outcome(rig))
                .hasToString("{\"error\":{\"ok\":false,\"error\":\"contact not found\"},\"http_status\":404}");
        assertThat(members(rig.onlyResult())).doesNotContain("details", "digest_marker");
        assertThat(rig.onlyResult().outcome()).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.failure().code()).isEqualTo("contact not found");
            assertThat(failed.failure().httpStatus()).isEqualTo(404);
        });
    }

    @Test
    void aRefusalThatIsNoJsonIsItsStatusAndReason() throws WireException {
        RunnerRig rig = rig();
        fail(rig, DaemonException.answered(422, TextNode.valueOf("Failed to deserialize")));
        rig.command(RunnerRig.COORDINATOR, contactAdd("c1"));
        assertThat(outcome(rig)).hasToString("{\"error\":{\"status\":422,\"reason\":\"\"},\"http_status\":422}");
    }

    @Test
    void aDaemonThatDoesNotAnswerIsASentence() throws WireException {
        RunnerRig rig = rig();
        fail(rig, FakeDaemon.disconnected());
        rig.command(RunnerRig.COORDINATOR, contactAdd("c1"));
        assertThat(outcome(rig)).hasToString("{\"error\":\"disconnected: connection refused\"}");
        assertThat(Commands.failure(rig.onlyResult())).isEqualTo("disconnected: connection refused");
    }

    @Test
    void anAnswerThatIsNoObjectIsASentence() throws WireException {
        RunnerRig rig = rig();
        rig.daemon.onCall =
                call -> CompletableFuture.completedFuture(new Daemon.Response(200, TextNode.valueOf("hello")));
        rig.command(RunnerRig.COORDINATOR, contactAdd("c1"));
        assertThat(outcome(rig).path("error").asText()).startsWith("malformed_answer: ");
    }

    @Test
    void aMissingParameterIsASentenceInTheActionsOwnResult() throws WireException {
        RunnerRig rig = rig();
        rig.command(
                RunnerRig.COORDINATOR, RunnerRig.raw("c1", "contact_update", RunnerRig.COORDINATOR, WireJson.object()));
        assertThat(rig.onlyResult().kind()).isEqualTo("contact_update_result");
        assertThat(outcome(rig)).hasToString("{\"error\":\"malformed: missing field agent_id\"}");
        assertThat(Commands.failure(rig.onlyResult())).isEqualTo("malformed: missing field agent_id");
        assertThat(rig.daemon.calls).isEmpty();
    }

    @Test
    void aDefectIsASentenceToo() throws WireException {
        RunnerRig rig = rig();
        rig.daemon.onCall = call -> {
            throw new IllegalStateException("a bug");
        };
        rig.command(RunnerRig.COORDINATOR, contactAdd("c1"));
        assertThat(outcome(rig))
                .hasToString("{\"error\":\"internal_error: the runner failed: IllegalStateException\"}");
    }

    @Test
    void aCommandWithoutARequestIdIsAnsweredUnderANewOne() throws WireException {
        RunnerRig rig = rig();
        ObjectNode json = WireJson.object().put("command_id", "c1").put("action", "contact_list");
        rig.command(RunnerRig.COORDINATOR, Command.parse(WireJson.compact(json)));
        rig.command(RunnerRig.COORDINATOR, Command.parse(WireJson.compact(json.put("action", "noop_ack"))));
        List<Result> results = rig.results(RunnerRig.COORDINATOR);
        assertThat(results.get(0).commandId()).isEqualTo("c1");
        assertThat(results.get(0).requestId()).hasSize(36);
        assertThat(results.get(1).requestId()).isNull();
    }

    private RunnerRig rig() {
        return RunnerRig.running(locks, Configs.coordinators(RunnerRig.COORDINATOR.hex() + "=measure,contacts,groups"));
    }

    private static Command contactAdd(String id) {
        ObjectNode params = WireJson.object().put("agent_id", RunnerRig.OTHER.hex());
        return RunnerRig.raw(id, "contact_add", RunnerRig.COORDINATOR, params);
    }

    private static void fail(RunnerRig rig, DaemonException failure) {
        rig.daemon.onCall = call -> CompletableFuture.failedFuture(failure);
    }

    private static JsonNode outcome(RunnerRig rig) throws WireException {
        return WireJson.parseObject(rig.onlyResult().toJson()).path("outcome");
    }

    private static List<String> members(Result result) throws WireException {
        return WireJson.parseObject(result.toJson()).properties().stream()
                .map(member -> member.getKey())
                .toList();
    }
}
