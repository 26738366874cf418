package dev.x0xtest.local.interop.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.local.mesh.daemons.Daemons;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.action.Action;
import dev.x0xtest.wire.action.Actions;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.action.GroupCommand;
import dev.x0xtest.wire.result.Outcome;
import dev.x0xtest.wire.result.Result;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;

/** Builds commands whose answers are too large for one direct message, and gives daemons the data for such answers. */
public final class LongAnswers {
    private static final int CALL_SECONDS = 60;

    private LongAnswers() {}

    /** Adds this many contacts to a daemon. Each label is somewhat longer than {@code labelChars} characters. */
    public static void addContacts(Daemons.Node node, int count, int labelChars) throws Exception {
        List<CompletableFuture<?>> calls = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ObjectNode body = JsonNodeFactory.instance
                    .objectNode()
                    .put("agent_id", agentId(i))
                    .put("trust_level", "known")
                    .put("label", label(i, labelChars));
            calls.add(node.rest().call("POST", "/contacts", body));
        }
        CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new)).get(CALL_SECONDS, TimeUnit.SECONDS);
    }

    private static String agentId(int number) {
        return String.format("%064x", 0xc0ffee0000L + number);
    }

    private static String label(int number, int chars) {
        return "contact " + number + " " + "é".repeat(chars / 2) + "x".repeat(chars - chars / 2);
    }

    /** Asserts that the answer has this many different contacts, the last of them with its whole label. */
    public static void assertHasContacts(Result result, int count, int labelChars) {
        assertThat(result.outcome()).isInstanceOf(Outcome.Ok.class);
        List<String> labels = StreamSupport.stream(
                        result.details().path("contacts").spliterator(), false)
                .map(contact -> contact.path("label").asText())
                .filter(label -> label.startsWith("contact "))
                .toList();
        assertThat(labels).hasSize(count).contains(label(count - 1, labelChars)).doesNotHaveDuplicates();
    }

    /** Creates a group that anybody may read, posts this many messages to it and returns its id. */
    static String groupWithMessages(Daemons.Node node, int count, int chars) throws Exception {
        ObjectNode group =
                JsonNodeFactory.instance.objectNode().put("name", "long").put("preset", "public_open");
        String id = call(node, "/groups", group).path("group_id").asText();
        for (int i = 0; i < count; i++) {
            ObjectNode message = JsonNodeFactory.instance
                    .objectNode()
                    .put("body", i + " " + "y".repeat(chars))
                    .put("kind", "chat");
            call(node, "/groups/" + id + "/send", message);
        }
        return id;
    }

    private static JsonNode call(Daemons.Node node, String path, ObjectNode body) throws Exception {
        return node.rest()
                .call("POST", path, body)
                .get(CALL_SECONDS, TimeUnit.SECONDS)
                .body();
    }

    public static Command contactList(String id, Daemons.Node node, Daemons.Node anchor) {
        return command(id, node, anchor, Actions.CONTACT_LIST, new Action.NoParams());
    }

    static Command groupMessages(String id, Daemons.Node node, Daemons.Node anchor, String group) {
        return command(id, node, anchor, Actions.GROUP_MESSAGES, new GroupCommand.OfGroup(group));
    }

    private static <P> Command command(
            String id, Daemons.Node node, Daemons.Node anchor, Action<P, ?> action, P params) {
        return Command.of(id, node.label().text(), action, params, anchor.agentId(), false);
    }

    /** Returns the command as a coordinator without chunks sends it. */
    public static Command withoutChunks(Command command) {
        String json = new String(command.json(), StandardCharsets.UTF_8);
        String agreed = "\"result_chunks_v2\":true,";
        assertThat(json).contains(agreed);
        try {
            return Command.parse(json.replace(agreed, "").getBytes(StandardCharsets.UTF_8));
        } catch (WireException e) {
            throw new AssertionError(e);
        }
    }
}
