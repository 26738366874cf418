package dev.x0xtest.local.interop.action;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.local.interop.Commander;
import dev.x0xtest.local.mesh.daemons.Daemons;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.json.WireJson;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** One runner under test, the answers that it gave, and a third node that takes part in its contacts and groups. */
final class ActionScene {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    final Daemons.Node node;
    final Daemons.Node third;
    private final Commander commander;
    private final Map<String, CommandAnswers.Answer> answers = new LinkedHashMap<>();
    private final Map<String, String> names = new LinkedHashMap<>();

    ActionScene(Daemons.Node node, Daemons.Node third, Commander commander) {
        this.node = node;
        this.third = third;
        this.commander = commander;
    }

    /** Builds a command for this runner. A member that is absent from {@code params} is absent on the wire. */
    Command command(String commandId, @Nullable String requestId, String action, ObjectNode params) {
        return command(node.label().text(), commandId, requestId, action, params);
    }

    Command command(String target, String commandId, @Nullable String requestId, String action, ObjectNode params) {
        ObjectNode all = params.deepCopy().put("anchor_aid", third.agentId().hex());
        if (requestId != null) {
            all.put("request_id", requestId);
        }
        ObjectNode envelope = WireJson.object().put("command_id", commandId).put("target_node", target);
        envelope.put("action", action).put("anchor_aid", third.agentId().hex()).put("result_chunks_v2", true);
        envelope.set("params", all);
        try {
            return Command.parse(WireJson.compact(envelope));
        } catch (WireException e) {
            throw new AssertionError(e);
        }
    }

    /** Sends a command under new ids, waits for the answer and keeps it under {@code name}. */
    void carryOut(String name, String action, ObjectNode params) throws Exception {
        String id = UUID.randomUUID().toString();
        keep(name, commander.ask(node, command(id, id, action, params)));
    }

    /**
     * Sends the command this many times, each after the answer to the one before. Returns all answers to its id,
     * including earlier ones.
     */
    List<CommandAnswers.Answer> repeat(Command command, int times) throws Exception {
        for (int sent = 0; sent < times; sent++) {
            commander.again(node, command);
        }
        return commander.answers(command.commandId());
    }

    /** Sends the command once and expects no answer. */
    void tell(Command command) throws Exception {
        commander.tell(node, command);
    }

    void keep(String name, CommandAnswers.Answer answer) {
        if (answers.put(name, answer) != null) {
            throw new IllegalStateException("two steps are called " + name);
        }
    }

    /** Returns the answers by the names of the steps, in their order. */
    Map<String, CommandAnswers.Answer> answers() {
        return answers;
    }

    /** Returns the answer to this step. */
    CommandAnswers.Answer answer(String step) {
        CommandAnswers.Answer answer = answers.get(step);
        if (answer == null) {
            throw new IllegalStateException("no step " + step);
        }
        return answer;
    }

    /** Returns a text member of the details in the answer to this step. */
    String text(String step, String member) {
        return answer(step).json().path("details").path(member).asText();
    }

    /** Stores the id of something that the third node has created. */
    void name(String name, String value) {
        names.put(name, value);
    }

    String named(String name) {
        return names.getOrDefault(name, "");
    }

    /** Makes a REST call to a daemon, as its operator can, and returns the body. */
    static JsonNode rest(Daemons.Node of, String method, String path, @Nullable ObjectNode body) throws Exception {
        return of.rest()
                .call(method, path, body)
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .body();
    }

    /** Waits until a member of the answer has this value at each of the daemons. */
    static void await(List<Daemons.Node> nodes, String path, String member, int value) {
        for (Daemons.Node node : nodes) {
            Awaitility.await(path + " at " + node.label().text())
                    .atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> rest(node, "GET", path, null).path(member).asInt() == value);
        }
    }
}
