package dev.x0xtest.minimesh.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.x0xtest.minimesh.contract.cases.ContractCase;
import dev.x0xtest.minimesh.contract.client.Answer;
import dev.x0xtest.minimesh.contract.mesh.DaemonNode;
import dev.x0xtest.minimesh.contract.mesh.MeshRoles;
import dev.x0xtest.minimesh.contract.recorded.Json;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Cases on what a daemon says of one peer. The expected answers were observed on x0xd 0.48.1. */
final class PeerCases {
    private static final String NOBODY = "ab".repeat(32);

    private final DaemonNode node;
    private final DaemonNode peer;

    PeerCases(MeshRoles roles) {
        node = roles.anchor();
        peer = roles.peer();
    }

    Stream<ContractCase> cases() {
        return Stream.of(
                new ContractCase("peer: a probe of a linked machine has a round trip", this::probe),
                new ContractCase("peer: the timeout of a probe is kept within bounds", this::bounds),
                new ContractCase("peer: a probe of a machine nobody knows is refused", this::unknown),
                new ContractCase("peer: an id that is none is refused", this::badId),
                new ContractCase("peer: a timeout that is no number is refused", this::badTimeout),
                new ContractCase("peer: each linked machine has an entry in connectivity", this::connectivity),
                new ContractCase("peer: acknowledged raw messages are counted at both ends", this::acknowledgements),
                new ContractCase("peer: an agent is discovered with its machine", this::discovered),
                new ContractCase("peer: an agent nobody heard of is not", this::undiscovered));
    }

    private Answer probe(String machineId, String query) {
        return node.rest().call("POST", "/peers/" + machineId + "/probe" + query, null, null);
    }

    private void probe() {
        Answer answer = probe(peer.machineId(), "");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        JsonNode body = answer.json();
        assertThat(body.path("ok").asBoolean()).isTrue();
        assertThat(body.path("rtt_ms").isIntegralNumber()).isTrue();
        assertThat(body.path("rtt_us").isIntegralNumber()).isTrue();
        assertThat(body.path("timeout_ms").asInt()).isEqualTo(2_000);
        assertThat(body).hasSize(4);
    }

    private void bounds() {
        assertThat(probe(peer.machineId(), "?timeout_ms=5")
                        .json()
                        .path("timeout_ms")
                        .asInt())
                .isEqualTo(100);
        assertThat(probe(peer.machineId(), "?timeout_ms=99000")
                        .json()
                        .path("timeout_ms")
                        .asInt())
                .isEqualTo(30_000);
    }

    private void unknown() {
        refused(
                probe(NOBODY, ""),
                503,
                "probe failed: Endpoint error: Peer not found: PeerId([" + numbers(NOBODY) + "])");
    }

    private static String numbers(String id) {
        byte[] bytes = HexFormat.of().parseHex(id);
        return IntStream.range(0, bytes.length)
                .mapToObj(i -> String.valueOf(bytes[i] & 0xFF))
                .collect(Collectors.joining(", "));
    }

    private void badId() {
        refused(probe("zz", ""), 400, "invalid hex peer_id: Invalid character 'z' at position 0");
        refused(probe("abcd", ""), 400, "peer_id must be 32 bytes, got 2");
    }

    private void badTimeout() {
        Answer answer = probe(peer.machineId(), "?timeout_ms=soon");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).isEqualTo("Failed to deserialize query string: invalid digit found in string");
    }

    private void connectivity() {
        JsonNode body = node.rest().get("/diagnostics/connectivity").json();
        JsonNode entry = find(body.path("per_peer_transport"));
        assertThat(entry.path("connected").asBoolean()).isTrue();
        assertThat(entry.path("close_reason").isNull()).isTrue();
        for (String count : new String[] {
            "last_received_ago_ms", "last_sent_ago_ms", "lost_packets", "black_holes_detected", "current_mtu", "rtt_ms"
        }) {
            assertThat(entry.path(count).isIntegralNumber()).as(count).isTrue();
        }
        for (String count : new String[] {"lru_evictions_total", "establish_failures_total"}) {
            assertThat(body.path("connection_pool").path(count).isIntegralNumber())
                    .as(count)
                    .isTrue();
        }
    }

    private void acknowledgements() {
        long sent = outcomes(node, peer, "sender_accepted");
        long received = outcomes(peer, node, "receiver_accepted");
        Answer answer = node.rest().directSend(peer.agentId(), MeshRoles.payload("acks"), MeshRoles.raw());
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(outcomes(node, peer, "sender_accepted")).isGreaterThan(sent);
        assertThat(outcomes(peer, node, "receiver_accepted")).isGreaterThan(received);
    }

    private static long outcomes(DaemonNode at, DaemonNode of, String outcome) {
        JsonNode ack = at.rest().get("/diagnostics/ack").json().path("ack");
        assertThat(ack.path("generated_at_unix_ms").asLong()).isPositive();
        return StreamSupport.stream(ack.path("peers").spliterator(), false)
                .filter(entry -> entry.path("peer_id").asText().equals(of.machineId()))
                .mapToLong(entry -> entry.path("outcomes").path(outcome).asLong())
                .sum();
    }

    private void discovered() {
        JsonNode body = node.rest().get("/agents/discovered/" + peer.agentId()).json();
        assertThat(body.path("agent").path("machine_id").asText()).isEqualTo(peer.machineId());
    }

    private void undiscovered() {
        refused(node.rest().get("/agents/discovered/" + NOBODY), 404, "agent not found");
    }

    private JsonNode find(JsonNode entries) {
        return StreamSupport.stream(entries.spliterator(), false)
                .filter(entry -> entry.path("peer_id").asText().equals(peer.machineId()))
                .findFirst()
                .orElseThrow();
    }

    private static void refused(Answer answer, int status, String error) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.json()).isEqualTo(Json.object().put("ok", false).put("error", error));
    }
}
