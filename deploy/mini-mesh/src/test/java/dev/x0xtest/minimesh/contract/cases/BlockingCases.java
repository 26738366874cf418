package dev.x0xtest.minimesh.contract.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.minimesh.contract.client.Answer;
import dev.x0xtest.minimesh.contract.client.EventTap;
import dev.x0xtest.minimesh.contract.mesh.DaemonNode;
import dev.x0xtest.minimesh.contract.mesh.Identities;
import dev.x0xtest.minimesh.contract.mesh.Parts;
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

/** Both sides of a block: who blocks is refused at once, who is blocked is told that all went well. */
public final class BlockingCases {
    static final String RAW = "direct send raw to a recipient that blocks the sender";
    public static final String DURABLE = "direct send durable to a recipient that blocks the sender";

    private final Parts parts;

    public BlockingCases(Parts parts) {
        this.parts = parts;
    }

    public Stream<ContractCase> cases() {
        return Stream.of(
                new ContractCase("recorded: " + RAW, this::rawIsAcknowledged),
                new ContractCase("recorded stream: the silence of a blocked sender", this::nothingShows),
                new ContractCase("block: a send to who is blocked is refused with 403", this::refused),
                new ContractCase("block: the daemon counts what it kept back", this::counted),
                new ContractCase("block: taking it back lets messages through again", this::takenBack));
    }

    public static void assertRecorded(String name, Parts parts, Answer answer) {
        RecordedCall call = Recording.call(name);
        assertThat(answer.status()).as(answer.text()).isEqualTo(call.status());
        List<String> differences = new BodyShape(new Texts(Identities.of(parts)), MayDiffer.listed())
                .differences(call.json().orElseThrow(), answer.json());
        assertThat(differences).isEmpty();
    }

    private void rawIsAcknowledged() {
        assertRecorded(RAW, parts, sendRaw(parts.blocked(), parts.blocker(), Parts.payload("raw to a blocker")));
    }

    private void nothingShows() {
        byte[] silenced = Parts.payload("silenced");
        try (EventTap tap = parts.blocker().directEvents()) {
            sendRaw(parts.blocked(), parts.blocker(), silenced);
            for (int i = 0; i < 3; i++) {
                byte[] fence = Parts.payload("fence " + i);
                sendRaw(parts.peer(), parts.blocker(), fence);
                assertThat(tap.before(fence)).noneMatch(block -> block.carries(silenced));
            }
        }
    }

    private void refused() {
        for (var flags : List.of(Parts.raw(), Parts.gossip(), Parts.durable())) {
            Answer answer = parts.blocker().rest().directSend(parts.blocked().agentId(), Parts.payload("no"), flags);
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.json()).isEqualTo(Json.parse("{\"ok\":false,\"error\":\"agent is blocked\"}"));
        }
    }

    private void counted() {
        int before = trustRejected();
        sendRaw(parts.blocked(), parts.blocker(), Parts.payload("counted"));
        Awaitility.await("incoming_trust_rejected grows")
                .pollDelay(Duration.ZERO)
                .atMost(EventTap.PATIENCE)
                .until(() -> trustRejected() > before);
    }

    private int trustRejected() {
        return parts.blocker()
                .rest()
                .get("/diagnostics/dm")
                .json()
                .at("/stats/incoming_trust_rejected")
                .asInt();
    }

    private void takenBack() {
        byte[] payload = Parts.payload("let through");
        try (EventTap tap = parts.blocker().directEvents()) {
            Acquaintance.trust(parts.blocker(), parts.blocked(), "known");
            sendRaw(parts.blocked(), parts.blocker(), payload);
            assertThat(tap.awaitPayload(payload).data().get("trust_decision").asText())
                    .isEqualTo("accept_with_flag");
        }
    }

    private static Answer sendRaw(DaemonNode from, DaemonNode to, byte[] payload) {
        return from.rest().directSend(to.agentId(), payload, Parts.raw());
    }
}
