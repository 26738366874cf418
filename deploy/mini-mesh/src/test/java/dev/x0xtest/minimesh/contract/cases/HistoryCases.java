package dev.x0xtest.minimesh.contract.cases;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.minimesh.contract.client.Answer;
import dev.x0xtest.minimesh.contract.client.EventTap;
import dev.x0xtest.minimesh.contract.mesh.DaemonNode;
import dev.x0xtest.minimesh.contract.mesh.MeshRoles;
import dev.x0xtest.minimesh.contract.recorded.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * Cases on {@code /history}: the record of a direct message at both ends. The expected answers were observed on x0xd
 * 0.48.1; the recording does not contain them.
 */
public final class HistoryCases {
    private static final List<String> FIELDS = List.of(
            "author_agent",
            "author_machine",
            "content_type",
            "direction",
            "id",
            "msg_id",
            "payload",
            "provenance",
            "replace_key",
            "scope",
            "seen_at_ms",
            "sent_at_ms",
            "signed",
            "thread_parent",
            "thread_root");

    private final DaemonNode sender;
    private final DaemonNode receiver;

    public HistoryCases(MeshRoles roles) {
        sender = roles.peer();
        receiver = roles.contact();
    }

    public Stream<ContractCase> cases() {
        return Stream.of(
                new ContractCase("history: the receiver keeps a raw message", () -> received(MeshRoles.raw(), false)),
                new ContractCase(
                        "history: the receiver keeps a durable one, signed", () -> received(MeshRoles.durable(), true)),
                new ContractCase("history: the sender keeps what it sent", this::sent),
                new ContractCase("history: limit gives the newest", this::limit),
                new ContractCase("history: pages go on by before_id, to an empty one", this::pages),
                new ContractCase("history: a row says when it was seen", this::seenAt),
                new ContractCase("history: nothing is kept of a stranger", this::stranger),
                new ContractCase("history: a scope is needed and has a form", this::scope));
    }

    private void received(ObjectNode flags, boolean signed) {
        JsonNode row = newest(receiver, sender, send("received", flags));
        assertThat(row.properties().stream().map(Map.Entry::getKey)).containsExactlyElementsOf(FIELDS);
        assertThat(row.get("author_agent").asText()).isEqualTo(sender.agentId());
        assertThat(row.get("author_machine").asText()).isEqualTo(sender.machineId());
        assertThat(row.get("direction").asText()).isEqualTo("Inbound");
        assertThat(row.get("provenance").asText()).isEqualTo("VerifiedEnvelope");
        assertThat(row.get("signed").asBoolean()).isEqualTo(signed);
        assertThat(row.get("msg_id").asText()).matches("[0-9a-f]{64}");
    }

    private void sent() {
        JsonNode row = newest(sender, receiver, send("sent", MeshRoles.raw()));
        assertThat(row.properties().stream().map(Map.Entry::getKey)).containsExactlyElementsOf(FIELDS);
        assertThat(row.get("author_agent").asText()).isEqualTo(sender.agentId());
        assertThat(row.get("direction").asText()).isEqualTo("Outbound");
        assertThat(row.get("provenance").asText()).isEqualTo("LocalSend");
        assertThat(row.get("signed").asBoolean()).isFalse();
    }

    private void limit() {
        byte[] payload = send("newest", MeshRoles.raw());
        newest(receiver, sender, payload);
        JsonNode page = page(receiver, sender.agentId(), "&limit=2");
        assertThat(page.get("count").asInt()).isEqualTo(2);
        assertThat(page.get("records")).hasSize(2);
        assertThat(page.at("/records/0/payload").asText()).isEqualTo(Json.base64(payload));
        assertThat(page.get("next_before_id").asLong())
                .isEqualTo(page.at("/records/1/id").asLong());
    }

    private void pages() {
        newest(receiver, sender, send("first", MeshRoles.raw()));
        newest(receiver, sender, send("second", MeshRoles.raw()));
        List<Long> ids = new ArrayList<>();
        JsonNode page = page(receiver, sender.agentId(), "&limit=1");
        while (!page.get("next_before_id").isNull()) {
            ids.add(page.at("/records/0/id").asLong());
            assertThat(page.get("records")).hasSize(1);
            assertThat(page.get("next_before_id").asLong()).isEqualTo(ids.get(ids.size() - 1));
            page = page(receiver, sender.agentId(), "&limit=1&before_id=" + page.get("next_before_id"));
        }
        assertThat(page.get("records")).isEmpty();
        assertThat(ids).hasSizeGreaterThanOrEqualTo(2).isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(ids).doesNotHaveDuplicates();
    }

    private void seenAt() {
        long beforeMs = System.currentTimeMillis();
        JsonNode row = newest(receiver, sender, send("seen", MeshRoles.raw()));
        assertThat(row.get("seen_at_ms").asLong()).isBetween(beforeMs, System.currentTimeMillis());
    }

    private void stranger() {
        assertThat(page(receiver, "ab".repeat(32), ""))
                .isEqualTo(Json.parse("{\"count\":0,\"next_before_id\":null,\"ok\":true,\"records\":[]}"));
    }

    private void scope() {
        Answer missing = receiver.rest().get("/history");
        assertThat(missing.status()).isEqualTo(400);
        assertThat(missing.json().get("error").asText()).isEqualTo("missing required parameter scope");
        Answer malformed = receiver.rest().get("/history?scope=dm");
        assertThat(malformed.status()).isEqualTo(400);
        assertThat(malformed.json().get("error").asText()).isEqualTo("invalid scope \"dm\": invalid history scope: dm");
    }

    private byte[] send(String label, ObjectNode flags) {
        byte[] payload = MeshRoles.payload(label);
        Answer answer = sender.rest().directSend(receiver.agentId(), payload, flags);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return payload;
    }

    /** Waits until the newest row of a conversation has this payload, and returns the row. */
    private static JsonNode newest(DaemonNode node, DaemonNode other, byte[] payload) {
        String expected = Json.base64(payload);
        Awaitility.await("a row of the payload")
                .pollDelay(Duration.ZERO)
                .atMost(EventTap.PATIENCE)
                .until(() -> page(node, other.agentId(), "")
                        .at("/records/0/payload")
                        .asText()
                        .equals(expected));
        return page(node, other.agentId(), "").at("/records/0");
    }

    private static JsonNode page(DaemonNode node, String agentId, String more) {
        Answer answer = node.rest().get("/history?scope=dm:" + agentId + more);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }
}
