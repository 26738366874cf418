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

/** One runner under command: what it was told, what it answered, and a third node that it has dealings with. */
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

    /** A command for this runner; what is absent from {@code params} is absent on the wire. */
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

    /** Has it carried out under ids of its own; the answer is kept under {@code name}. */
    void carryOut(String name, String action, ObjectNode params) throws Exception {
        String id = UUID.randomUUID().toString();
        keep(name, commander.ask(node, command(id, id, action, params)));
    }

    /** Sends it so many times, each time when the one before is answered; all answers under its id, also earlier ones. */
    List<CommandAnswers.Answer> repeat(Command command, int times) throws Exception {
        for (int sent = 0; sent < times; sent++) {
            commander.again(node, command);
        }
        return commander.answers(command.commandId());
    }

    /** Sends it once and expects nothing. */
    void tell(Command command) throws Exception {
        commander.tell(node, command);
    }

    void keep(String name, CommandAnswers.Answer answer) {
        if (answers.put(name, answer) != null) {
            throw new IllegalStateException("two steps are called " + name);
        }
    }

    /** By the names of the steps, in their order. */
    Map<String, CommandAnswers.Answer> answers() {
        return answers;
    }

    /** What the named step was answered with. */
    CommandAnswers.Answer answer(String step) {
        CommandAnswers.Answer answer = answers.get(step);
        if (answer == null) {
            throw new IllegalStateException("no step " + step);
        }
        return answer;
    }

    /** A text of the details that the named step was answered with. */
    String text(String step, String member) {
        return answer(step).json().path("details").path(member).asText();
    }

    /** Remembers what the third node made. */
    void name(String name, String value) {
        names.put(name, value);
    }

    String named(String name) {
        return names.getOrDefault(name, "");
    }

    /** What a daemon answers to its own operator. */
    static JsonNode rest(Daemons.Node of, String method, String path, @Nullable ObjectNode body) throws Exception {
        return of.rest()
                .call(method, path, body)
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .body();
    }

    /** Until a member of the answer has this value at each of the daemons. */
    static void await(List<Daemons.Node> nodes, String path, String member, int value) {
        for (Daemons.Node node : nodes) {
            Awaitility.await(path + " at " + node.label().text())
                    .atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> rest(node, "GET", path, null).path(member).asInt() == value);
        }
    }
}
