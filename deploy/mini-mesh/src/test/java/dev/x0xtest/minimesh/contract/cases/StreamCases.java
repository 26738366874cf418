package dev.x0xtest.minimesh.contract.cases;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.x0xtest.minimesh.contract.client.Answer;
import dev.x0xtest.minimesh.contract.client.EventTap;
import dev.x0xtest.minimesh.contract.client.FrameComparison;
import dev.x0xtest.minimesh.contract.client.SseBlock;
import dev.x0xtest.minimesh.contract.client.Subscription;
import dev.x0xtest.minimesh.contract.mesh.DaemonNode;
import dev.x0xtest.minimesh.contract.mesh.Identities;
import dev.x0xtest.minimesh.contract.mesh.MeshRoles;
import dev.x0xtest.minimesh.contract.recorded.Recording;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Reproduces every recorded stream: the same messages from the same parties must give the same frames. */
public final class StreamCases {
    private static final Map<String, String> CONTACT_LEVEL = Map.of("accept_with_flag", "known", "unknown", "unknown");

    private final MeshRoles roles;
    private final Identities identities;

    public StreamCases(MeshRoles roles) {
        this.roles = roles;
        identities = Identities.of(roles);
    }

    public Stream<ContractCase> cases() {
        return Stream.of(
                new ContractCase("stream: headers of /direct/events", () -> headers("/direct/events")),
                new ContractCase("stream: headers of /events", () -> headers("/events")),
                new ContractCase(
                        "stream: direct messages as the anchor of a matrix saw them",
                        () -> directMessages("sse-direct-events-nyc.txt", roles.anchor())),
                new ContractCase(
                        "stream: direct messages as a runner of a matrix saw them",
                        () -> directMessages("sse-direct-events-sfo.txt", roles.peer())),
                new ContractCase(
                        "stream: topic messages come back to who published them",
                        () -> topicMessages("sse-events-nyc.txt", roles.anchor())),
                new ContractCase(
                        "stream: topic messages reach a subscriber elsewhere",
                        () -> topicMessages("sse-events-sfo.txt", roles.peer())),
                new ContractCase("stream: backfill comes first, then live", this::backfill));
    }

    private void headers(String path) {
        Map<String, String> recorded =
                Recording.stream("sse-direct-events-sfo.txt").headers();
        try (EventTap tap = roles.peer().tap(path)) {
            for (String name : List.of("content-type", "cache-control", "vary", "transfer-encoding")) {
                assertThat(tap.headers().firstValue(name)).as(name).hasValue(recorded.get(name));
            }
            assertThat(tap.headers().firstValue("date")).isPresent();
            assertThat(tap.headers().firstValue("content-length")).isEmpty();
        }
    }

    private void directMessages(String file, DaemonNode receiver) {
        try (EventTap tap = receiver.directEvents()) {
            messages(file).forEach(recorded -> {
                DaemonNode sender = node(recorded.data().get("sender").asText());
                setTrust(receiver, sender, recorded.data().get("trust_decision").asText());
                Answer answer = sender.rest().directSend(receiver.agentId(), recorded.payload(), MeshRoles.raw());
                assertThat(answer.status()).as(answer.text()).isEqualTo(200);
                assertSameFrame(recorded, tap.awaitPayload(recorded.payload()));
            });
        }
    }

    private static void setTrust(DaemonNode receiver, DaemonNode sender, String decision) {
        if (!sender.equals(receiver)) {
            Acquaintance.trust(receiver, sender, Objects.requireNonNull(CONTACT_LEVEL.get(decision), decision));
        }
    }

    private void topicMessages(String file, DaemonNode receiver) {
        receiver.rest().delete("/contacts/" + roles.anchor().agentId());
        if (!receiver.equals(roles.anchor())) {
            Acquaintance.trust(receiver, roles.anchor(), "known");
        }
        List<SseBlock> messages = messages(file);
        List<String> topics =
                messages.stream().map(StreamCases::topic).distinct().toList();
        List<Subscription> subscriptions = topics.stream()
                .flatMap(topic ->
                        Stream.of(receiver, roles.anchor()).distinct().map(node -> Subscription.to(node, topic)))
                .toList();
        try (EventTap tap = receiver.topicEvents()) {
            topics.forEach(topic -> Subscription.awaitReach(roles.anchor(), topic, tap));
            messages.forEach(recorded -> {
                Subscription.publish(roles.anchor(), topic(recorded), recorded.payload());
                assertSameFrame(recorded, tap.awaitPayload(recorded.payload()));
            });
        } finally {
            subscriptions.forEach(Subscription::close);
        }
    }

    private void backfill() {
        List<SseBlock> recorded =
                Recording.stream("sse-direct-events-backfill.txt").blocks();
        List<SseBlock> past = recorded.subList(2, 5); // the two before are cards that the daemons exchanged
        List<SseBlock> now = recorded.subList(6, 8);
        new BackfillScene(roles.contact(), roles.peer()).play(past, now);
    }

    private void assertSameFrame(SseBlock recorded, SseBlock live) {
        FrameComparison.assertSame(identities, recorded, live);
    }

    private static List<SseBlock> messages(String file) {
        return Recording.stream(file).blocks().stream()
                .filter(block -> !block.event().isEmpty())
                .toList();
    }

    private static String topic(SseBlock block) {
        JsonNode data = block.data().get("data");
        return data.get("topic").asText();
    }

    private DaemonNode node(String recordedId) {
        String live = identities.toLive(recordedId);
        return roles.mesh().nodes().stream()
                .filter(node -> node.agentId().equals(live))
                .findFirst()
                .orElseThrow();
    }
}
