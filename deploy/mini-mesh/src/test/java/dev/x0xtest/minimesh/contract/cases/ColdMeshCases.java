package dev.x0xtest.minimesh.contract.cases;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.minimesh.contract.client.Answer;
import dev.x0xtest.minimesh.contract.client.EventTap;
import dev.x0xtest.minimesh.contract.mesh.DaemonMesh;
import dev.x0xtest.minimesh.contract.mesh.MeshRoles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * Cases on daemons that are connected, have exchanged no cards and announce themselves every ten minutes. A raw send
 * may then succeed or fail. Once a signed gossip message has gone each way, raw sends succeed.
 */
public final class ColdMeshCases implements AutoCloseable {
    /** A daemon sends its announcements and adverts in a burst in its first 45 seconds. */
    private static final Duration KNOWN_AFTER = Duration.ofSeconds(60);

    private static final Map<String, Integer> REFUSALS =
            Map.of("recipient_undiscovered", 503, "recipient_key_unavailable", 404);

    private final DaemonMesh mesh;
    private final List<EventTap> taps = new ArrayList<>();

    public ColdMeshCases(DaemonMesh mesh) {
        this.mesh = mesh;
        Acquaintance.awaitPeers(mesh);
        mesh.nodes().forEach(node -> taps.add(node.directEvents()));
    }

    public Stream<ContractCase> cases() {
        return Stream.of(
                new ContractCase("cold: raw is accepted or the recipient is undiscovered", this::rawIsAGamble),
                new ContractCase(
                        "cold: signed gossip gets through once the recipient has made itself known, and is verified",
                        this::gossipGetsThrough),
                new ContractCase("cold: after that raw gets through and is verified", this::thenRawGetsThrough));
    }

    private void rawIsAGamble() {
        eachPair((from, to) -> {
            byte[] payload = MeshRoles.payload("cold raw");
            Answer answer = mesh.node(from).rest().directSend(mesh.node(to).agentId(), payload, MeshRoles.raw());
            if (answer.status() == 200) {
                assertThat(answer.json().get("path").asText()).isEqualTo("raw_quic_acked");
                JsonNode frame = taps.get(to).awaitPayload(payload).data();
                assertThat(frame.get("sender").asText())
                        .isEqualTo(mesh.node(from).agentId());
            } else {
                assertThat(answer.status()).as(answer.text()).isEqualTo(503);
                assertThat(answer.json().get("error").asText()).isEqualTo("recipient_undiscovered");
            }
        });
    }

    private void gossipGetsThrough() {
        eachPair((from, to) -> assertVerified(from, to, MeshRoles.gossip(), "gossip_inbox"));
    }

    private void thenRawGetsThrough() {
        eachPair((from, to) -> assertVerified(from, to, MeshRoles.raw(), "raw_quic_acked"));
    }

    /**
     * Repeats a send while the daemon refuses it because it does not know the recipient yet. Once the daemon accepts
     * it, asserts that the message arrives and is verified.
     */
    private void assertVerified(int from, int to, ObjectNode flags, String path) {
        byte[] payload = MeshRoles.payload(path);
        Awaitility.await(path + " accepted")
                .pollDelay(Duration.ZERO)
                .atMost(KNOWN_AFTER)
                .until(() -> {
                    Answer answer =
                            mesh.node(from).rest().directSend(mesh.node(to).agentId(), payload, flags);
                    if (answer.status() == 200) {
                        assertThat(answer.json().get("path").asText()).isEqualTo(path);
                        return true;
                    }
                    assertThat(REFUSALS)
                            .containsEntry(answer.json().get("error").asText(), answer.status());
                    return false;
                });
        JsonNode frame = taps.get(to).awaitPayload(payload).data();
        assertThat(frame.get("sender").asText()).isEqualTo(mesh.node(from).agentId());
        assertThat(frame.get("verified").asBoolean())
                .as("verified %s to %s", from, to)
                .isTrue();
    }

    private void eachPair(Pair action) {
        for (int from = 0; from < mesh.nodes().size(); from++) {
            for (int to = 0; to < mesh.nodes().size(); to++) {
                if (from != to) {
                    action.accept(from, to);
                }
            }
        }
    }

    private interface Pair {
        void accept(int from, int to);
    }

    @Override
    public void close() {
        taps.forEach(EventTap::close);
        mesh.close();
    }
}
