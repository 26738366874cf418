package dev.x0xtest.minimesh.contract.cases;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.minimesh.contract.client.Answer;
import dev.x0xtest.minimesh.contract.client.EventTap;
import dev.x0xtest.minimesh.contract.client.Rest;
import dev.x0xtest.minimesh.contract.client.SseBlock;
import dev.x0xtest.minimesh.contract.mesh.DaemonNode;
import dev.x0xtest.minimesh.contract.mesh.MeshRoles;
import dev.x0xtest.minimesh.contract.recorded.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Cases on direct messages: what arrives, how often, what the daemons count, and which requests they refuse. */
public final class DirectCases {
    private static final int LARGE = 700_000;
    private static final int AT_ONCE = 20;

    private final DaemonNode sender;
    private final DaemonNode receiver;

    public DirectCases(MeshRoles roles) {
        sender = roles.peer();
        receiver = roles.contact();
    }

    public Stream<ContractCase> cases() {
        return Stream.of(
                new ContractCase("direct: a raw message arrives once", () -> arrivesOnce(MeshRoles.raw())),
                new ContractCase("direct: a gossip message arrives once", () -> arrivesOnce(MeshRoles.gossip())),
                new ContractCase("direct: a durable message arrives once", () -> arrivesOnce(MeshRoles.durable())),
                new ContractCase("direct: a message to oneself arrives once", this::selfArrives),
                new ContractCase("direct: raw is the path when durable is declined", this::rawIsPreferred),
                new ContractCase("direct: 700 kB arrive unharmed", this::largeArrives),
                new ContractCase("direct: every open stream gets every message", this::everyStream),
                new ContractCase("direct: twenty sends at once all arrive", this::manyAtOnce),
                new ContractCase("direct: a repeated logical id delivers once", this::logicalIdDeliversOnce),
                new ContractCase("direct: both daemons count what went through", this::counted),
                new ContractCase("direct: an id in upper case is the same id", this::upperCase),
                new ContractCase("direct: fields nobody knows are ignored", this::unknownFields),
                new ContractCase("direct: an empty payload is a message", this::emptyPayload),
                new ContractCase("direct: a bad logical id is named", this::badLogicalId),
                new ContractCase("direct: require_gossip_ack is gone and says so", this::removedFlag),
                new ContractCase("direct: gossip refuses what is too large", this::gossipTooLarge),
                new ContractCase("direct: gossip to somebody unknown is 404", this::gossipToUnknown),
                new ContractCase("direct: a short id is refused with its length", this::shortId));
    }

    private void arrivesOnce(ObjectNode flags) {
        byte[] payload = MeshRoles.payload("once");
        byte[] fence = MeshRoles.payload("fence");
        try (EventTap tap = receiver.directEvents()) {
            JsonNode frame = arrives(tap, payload, flags);
            assertThat(frame.get("sender").asText()).isEqualTo(sender.agentId());
            assertThat(frame.get("machine_id").asText()).isEqualTo(sender.machineId());
            assertThat(frame.get("verified").asBoolean()).isTrue();
            ok(sender.rest().directSend(receiver.agentId(), fence, flags));
            assertThat(tap.before(fence)).noneMatch(block -> block.carries(payload));
        }
    }

    private void selfArrives() {
        byte[] payload = MeshRoles.payload("self");
        byte[] fence = MeshRoles.payload("fence");
        try (EventTap tap = receiver.directEvents()) {
            ok(receiver.rest().directSend(receiver.agentId(), payload, MeshRoles.raw()));
            ok(receiver.rest().directSend(receiver.agentId(), fence, MeshRoles.gossip()));
            JsonNode frame = tap.awaitPayload(payload).data();
            assertThat(frame.get("trust_decision").asText()).isEqualTo("accept");
            assertThat(frame.get("verified").asBoolean()).isTrue();
            assertThat(tap.before(fence)).noneMatch(block -> block.carries(payload));
        }
    }

    private void rawIsPreferred() {
        ObjectNode flags = Json.object().put("require_durable_app_ack", false);
        JsonNode answer = ok(sender.rest().directSend(receiver.agentId(), MeshRoles.payload("path"), flags));
        assertThat(answer.get("path").asText()).isEqualTo("raw_quic_acked");
    }

    private void largeArrives() {
        byte[] payload = ("x0xtest|hop|large|" + "0123456789".repeat(LARGE / 10)).getBytes(StandardCharsets.UTF_8);
        try (EventTap tap = receiver.directEvents()) {
            arrives(tap, payload, MeshRoles.raw());
        }
    }

    private void everyStream() {
        byte[] payload = MeshRoles.payload("both");
        try (EventTap one = receiver.directEvents();
                EventTap other = receiver.directEvents()) {
            ok(sender.rest().directSend(receiver.agentId(), payload, MeshRoles.raw()));
            assertThat(one.awaitPayload(payload)).isEqualTo(other.awaitPayload(payload));
        }
    }

    private void manyAtOnce() {
        Map<String, byte[]> payloads = IntStream.range(0, AT_ONCE)
                .boxed()
                .collect(Collectors.toMap(i -> "m" + i, i -> MeshRoles.payload("m" + i)));
        try (EventTap tap = receiver.directEvents()) {
            List<CompletableFuture<Answer>> answers = payloads.values().stream()
                    .map(payload -> sender.rest()
                            .postLater("/direct/send", Rest.dm(receiver.agentId(), payload, MeshRoles.raw())))
                    .toList();
            answers.forEach(answer -> ok(answer.join()));
            while (!payloads.isEmpty()) {
                SseBlock frame = tap.await("another of the messages", block -> !block.isPing());
                payloads.values().removeIf(frame::carries);
            }
        }
    }

    private void logicalIdDeliversOnce() {
        byte[] payload = MeshRoles.payload("logical");
        byte[] fence = MeshRoles.payload("fence");
        ObjectNode flags = Json.object().put("logical_id", "contract:" + System.nanoTime());
        try (EventTap tap = receiver.directEvents()) {
            String first = requestId(sender.rest().directSend(receiver.agentId(), payload, flags));
            String second = requestId(sender.rest().directSend(receiver.agentId(), payload, flags));
            assertThat(second).isEqualTo(first);
            tap.awaitPayload(payload);
            ok(sender.rest().directSend(receiver.agentId(), fence, MeshRoles.durable()));
            assertThat(tap.before(fence)).noneMatch(block -> block.carries(payload));
        }
    }

    private void counted() {
        int out = stat(sender, "outgoing_send_succeeded");
        int in = stat(receiver, "incoming_envelopes_total");
        try (EventTap tap = receiver.directEvents()) {
            arrives(tap, MeshRoles.payload("counted"), MeshRoles.raw());
        }
        assertThat(stat(sender, "outgoing_send_succeeded")).isEqualTo(out + 1);
        assertThat(stat(receiver, "incoming_envelopes_total")).isEqualTo(in + 1);
    }

    private void upperCase() {
        String id = receiver.agentId().toUpperCase(Locale.ROOT);
        ok(sender.rest().directSend(id, MeshRoles.payload("upper"), MeshRoles.raw()));
    }

    private void unknownFields() {
        ObjectNode flags = MeshRoles.raw().put("nobody_knows", 1);
        ok(sender.rest().directSend(receiver.agentId(), MeshRoles.payload("fields"), flags));
    }

    private void emptyPayload() {
        ok(sender.rest().directSend(receiver.agentId(), new byte[0], MeshRoles.raw()));
    }

    private void badLogicalId() {
        ObjectNode flags = Json.object().put("logical_id", "Upper Case");
        refused(
                sender.rest().directSend(receiver.agentId(), MeshRoles.payload("id"), flags),
                400,
                "invalid_logical_id");
    }

    private void removedFlag() {
        ObjectNode flags = Json.object().put("require_gossip_ack", true);
        refused(
                sender.rest().directSend(receiver.agentId(), MeshRoles.payload("flag"), flags),
                400,
                "require_gossip_ack_removed");
    }

    private void gossipTooLarge() {
        refused(
                sender.rest().directSend(receiver.agentId(), new byte[49_153], MeshRoles.gossip()),
                413,
                "payload_too_large");
    }

    private void gossipToUnknown() {
        refused(
                sender.rest().directSend("cd".repeat(32), MeshRoles.payload("nobody"), MeshRoles.gossip()),
                404,
                "recipient_key_unavailable");
    }

    private void shortId() {
        Answer answer = sender.rest().directSend("abcd", MeshRoles.payload("short"), MeshRoles.raw());
        refused(answer, 400, "expected 32 bytes (64 hex chars), got 2");
    }

    private JsonNode arrives(EventTap tap, byte[] payload, ObjectNode flags) {
        ok(sender.rest().directSend(receiver.agentId(), payload, flags));
        return tap.awaitPayload(payload).data();
    }

    private static JsonNode ok(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private static String requestId(Answer answer) {
        return ok(answer).get("request_id").asText();
    }

    private static void refused(Answer answer, int status, String error) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.json().get("ok").asBoolean()).isFalse();
        assertThat(answer.json().get("error").asText()).isEqualTo(error);
    }

    private static int stat(DaemonNode node, String name) {
        return node.rest().get("/diagnostics/dm").json().at("/stats/" + name).asInt();
    }
}
