package dev.x0xtest.minimesh.contract.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.minimesh.contract.client.Answer;
import dev.x0xtest.minimesh.contract.client.EventTap;
import dev.x0xtest.minimesh.contract.mesh.DaemonNode;
import dev.x0xtest.minimesh.contract.mesh.Identities;
import dev.x0xtest.minimesh.contract.mesh.MeshRoles;
import dev.x0xtest.minimesh.contract.recorded.BodyShape;
import dev.x0xtest.minimesh.contract.recorded.Json;
import dev.x0xtest.minimesh.contract.recorded.MayDiffer;
import dev.x0xtest.minimesh.contract.recorded.RecordedCall;
import dev.x0xtest.minimesh.contract.recorded.Recording;
import dev.x0xtest.minimesh.contract.recorded.Texts;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * Cases on both sides of a block. The blocker's own sends fail at once. The raw sends of the blocked agent succeed, but
 * the blocker's stream never shows them.
 */
public final class BlockingCases {
    static final String RAW = "direct send raw to a recipient that blocks the sender";
    public static final String DURABLE = "direct send durable to a recipient that blocks the sender";

    private final MeshRoles roles;

    public BlockingCases(MeshRoles roles) {
        this.roles = roles;
    }

    public Stream<ContractCase> cases() {
        return Stream.of(
                new ContractCase("recorded: " + RAW, this::rawIsAcknowledged),
                new ContractCase("recorded stream: the silence of a blocked sender", this::nothingShows),
                new ContractCase("block: a send to who is blocked is refused with 403", this::refused),
                new ContractCase("block: the daemon counts what it kept back", this::counted),
                new ContractCase("block: taking it back lets messages through again", this::takenBack));
    }

    public static void assertRecorded(String name, MeshRoles roles, Answer answer) {
        RecordedCall call = Recording.call(name);
        assertThat(answer.status()).as(answer.text()).isEqualTo(call.status());
        List<String> differences = new BodyShape(new Texts(Identities.of(roles)), MayDiffer.listed())
                .differences(call.json().orElseThrow(), answer.json());
        assertThat(differences).isEmpty();
    }

    private void rawIsAcknowledged() {
        assertRecorded(RAW, roles, sendRaw(roles.blocked(), roles.blocker(), MeshRoles.payload("raw to a blocker")));
    }

    private void nothingShows() {
        byte[] silenced = MeshRoles.payload("silenced");
        try (EventTap tap = roles.blocker().directEvents()) {
            sendRaw(roles.blocked(), roles.blocker(), silenced);
            for (int i = 0; i < 3; i++) {
                byte[] fence = MeshRoles.payload("fence " + i);
                sendRaw(roles.peer(), roles.blocker(), fence);
                assertThat(tap.before(fence)).noneMatch(block -> block.carries(silenced));
            }
        }
    }

    private void refused() {
        for (var flags : List.of(MeshRoles.raw(), MeshRoles.gossip(), MeshRoles.durable())) {
            Answer answer =
                    roles.blocker().rest().directSend(roles.blocked().agentId(), MeshRoles.payload("no"), flags);
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.json()).isEqualTo(Json.parse("{\"ok\":false,\"error\":\"agent is blocked\"}"));
        }
    }

    private void counted() {
        int before = trustRejected();
        sendRaw(roles.blocked(), roles.blocker(), MeshRoles.payload("counted"));
        Awaitility.await("incoming_trust_rejected grows")
                .pollDelay(Duration.ZERO)
                .atMost(EventTap.PATIENCE)
                .until(() -> trustRejected() > before);
    }

    private int trustRejected() {
        return roles.blocker()
                .rest()
                .get("/diagnostics/dm")
                .json()
                .at("/stats/incoming_trust_rejected")
                .asInt();
    }

    private void takenBack() {
        byte[] payload = MeshRoles.payload("let through");
        try (EventTap tap = roles.blocker().directEvents()) {
            Acquaintance.trust(roles.blocker(), roles.blocked(), "known");
            sendRaw(roles.blocked(), roles.blocker(), payload);
            assertThat(tap.awaitPayload(payload).data().get("trust_decision").asText())
                    .isEqualTo("accept_with_flag");
        }
    }

    private static Answer sendRaw(DaemonNode from, DaemonNode to, byte[] payload) {
        return from.rest().directSend(to.agentId(), payload, MeshRoles.raw());
    }
}
