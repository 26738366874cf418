package dev.x0xtest.local.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.daemon.SendRequest;
import dev.x0xtest.local.mesh.LocalMesh;
import dev.x0xtest.local.mesh.daemons.Daemons;
import dev.x0xtest.wire.Topics;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.action.Action;
import dev.x0xtest.wire.action.ActionRegistry;
import dev.x0xtest.wire.action.Actions;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.action.Discover;
import dev.x0xtest.wire.plan.PlanActions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * A member of the mesh sends a runner that does not list it every action by every route. Then the listed coordinator
 * sends one command. In between, the victim's daemon must have sent one message only: the answer to that command.
 */
public final class StrangerScene {
    private static final int RAW_ACK_MS = 8000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ActionRegistry ACTIONS = PlanActions.registerIn(Actions.all());

    private final Daemons.Node coordinator;
    private final Daemons.Node stranger;
    private final Daemons.Node victim;

    public StrangerScene(LocalMesh mesh) {
        coordinator = mesh.nodes().get(0);
        stranger = mesh.nodes().get(1);
        victim = mesh.nodes().get(2);
    }

    public void nobodyObeysTheStranger() throws Exception {
        // Waits for the message that a runner sends unasked at its start, so that it is not counted below.
        Awaitility.await().atMost(PATIENCE).until(() -> sentToOthers() >= 1);
        JsonNode contacts = get("/contacts");
        long sent = sentToOthers();
        long seen = incoming();
        List<CompletableFuture<?>> sends = new ArrayList<>();
        int count = 0;
        for (Action<?, ?> action : ACTIONS.all()) {
            byte[] frame = command(action, count++).frame();
            sends.add(stranger.rest().send(SendRequest.raw(victim.agentId(), frame, RAW_ACK_MS)));
            sends.add(stranger.rest()
                    .send(SendRequest.gossip(
                            victim.agentId(), command(action, count++).frame())));
            sends.add(stranger.rest()
                    .publish(Topics.CONTROL, command(action, count++).json()));
            sends.add(stranger.rest()
                    .publish(Topics.DISCOVER, command(action, count++).json()));
        }
        done(CompletableFuture.allOf(sends.toArray(CompletableFuture[]::new)));
        long direct = 2L * ACTIONS.all().size();
        Awaitility.await().atMost(PATIENCE).until(() -> incoming() >= seen + direct);

        ask();
        Awaitility.await().atMost(PATIENCE).until(() -> sentToOthers() > sent);
        assertThat(sentToOthers())
                .as("sent by the victim: the one answer to its coordinator")
                .isEqualTo(sent + 1);
        assertThat(get("/contacts")).isEqualTo(contacts);
    }

    /** Sends one command of the listed coordinator. It arrives on the same stream, after those of the stranger. */
    private void ask() throws Exception {
        Command discover = Command.of(
                "canary",
                victim.label().text(),
                Actions.DISCOVER,
                Discover.Params.none(),
                coordinator.agentId(),
                false);
        done(coordinator.rest().send(SendRequest.gossip(victim.agentId(), discover.frame())));
    }

    /** Builds a command with the parameters of every action. */
    private Command command(Action<?, ?> action, int number) throws WireException {
        String id = "stranger-" + number;
        ObjectNode params = JsonNodeFactory.instance
                .objectNode()
                .put("request_id", id)
                .put("anchor_aid", stranger.agentId().hex())
                .put("recipient_aid", coordinator.agentId().hex())
                .put("payload_b64", Base64.getEncoder().encodeToString(id.getBytes(StandardCharsets.UTF_8)))
                .put("digest_marker", "00")
                .put("agent_id", "ab".repeat(32))
                .put("trust_level", "trusted")
                .put("group_id", "g")
                .put("name", "g")
                .put("invite", "i")
                .put("body", "b");
        ObjectNode envelope = JsonNodeFactory.instance
                .objectNode()
                .put("command_id", id)
                .put("target_node", victim.label().text())
                .put("action", action.name())
                .put("anchor_aid", stranger.agentId().hex());
        envelope.set("params", params);
        return Command.parse(envelope.toString().getBytes(StandardCharsets.UTF_8));
    }

    private long incoming() throws Exception {
        return stats(victim.rest()).path("incoming_envelopes_total").asLong();
    }

    // Self-DMs do not count: a runner tests its own stream with them, and nobody else sees them.
    private long sentToOthers() throws Exception {
        JsonNode stats = stats(victim.rest());
        return stats.path("outgoing_send_total").asLong()
                - stats.path("outgoing_path_loopback").asLong();
    }

    private static JsonNode stats(Daemon daemon) throws Exception {
        return done(daemon.dmDiagnostics()).body().path("stats");
    }

    private JsonNode get(String path) throws Exception {
        return done(victim.rest().call("GET", path, null)).body();
    }

    private static <T> T done(CompletableFuture<T> future) throws Exception {
        return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
}
