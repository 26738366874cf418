package dev.x0xtest.minimesh.contract.cases;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.x0xtest.minimesh.contract.client.EventTap;
import dev.x0xtest.minimesh.contract.client.SseBlock;
import dev.x0xtest.minimesh.contract.client.Subscription;
import dev.x0xtest.minimesh.contract.mesh.DaemonNode;
import dev.x0xtest.minimesh.contract.mesh.MeshRoles;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Cases on topics: who receives a publication, and who does not. */
public final class TopicCases {
    private final DaemonNode here;
    private final DaemonNode there;

    public TopicCases(MeshRoles roles) {
        here = roles.anchor();
        there = roles.peer();
    }

    public Stream<ContractCase> cases() {
        return Stream.of(
                new ContractCase("topic: an own publish comes back", this::comesBack),
                new ContractCase("topic: a publish reaches a subscriber elsewhere, signed", this::reaches),
                new ContractCase("topic: a local: topic comes back at home", this::localComesBack),
                new ContractCase("topic: a local: topic stays at home", this::localStaysAtHome),
                new ContractCase("topic: two subscriptions give two frames", this::twoFrames),
                new ContractCase("topic: two equal publishes are two messages", this::notDeduplicated),
                new ContractCase("topic: nothing comes without a subscription", this::unsubscribed),
                new ContractCase("topic: nothing comes after the subscription ended", this::endedSubscription),
                new ContractCase("topic: a subscription outlives the stream", this::outlivesTheStream),
                new ContractCase("topic: a stream starts when it is opened", this::streamStartsAtItsOpening),
                new ContractCase("topic: every open stream gets every message", this::everyStream));
    }

    private void comesBack() {
        String topic = topic();
        byte[] payload = MeshRoles.payload("own");
        try (Subscription subscription = Subscription.to(here, topic);
                EventTap tap = here.topicEvents()) {
            Subscription.publish(here, topic, payload);
            JsonNode data = tap.awaitPayload(payload).data().get("data");
            assertThat(data.get("topic").asText()).isEqualTo(topic);
            assertThat(data.get("sender").asText()).isEqualTo(here.agentId());
            assertThat(data.get("verified").asBoolean()).isTrue();
            assertThat(data.get("subscription_id").asText())
                    .isEqualTo(subscription.id())
                    .matches("[0-9a-f]{16}");
        }
    }

    private void reaches() {
        String topic = topic();
        byte[] payload = MeshRoles.payload("elsewhere");
        try (Subscription mine = Subscription.to(here, topic);
                Subscription theirs = Subscription.to(there, topic);
                EventTap tap = there.topicEvents()) {
            Subscription.awaitReach(here, topic, tap);
            Subscription.publish(here, topic, payload);
            JsonNode data = tap.awaitPayload(payload).data().get("data");
            assertThat(data.get("sender").asText()).isEqualTo(here.agentId());
            assertThat(data.get("verified").asBoolean()).isTrue();
            assertThat(data.get("subscription_id").asText())
                    .isEqualTo(theirs.id())
                    .isNotEqualTo(mine.id());
        }
    }

    private void localComesBack() {
        String topic = "local:" + topic();
        byte[] payload = MeshRoles.payload("beat");
        try (Subscription subscription = Subscription.to(here, topic);
                EventTap tap = here.topicEvents()) {
            Subscription.publish(here, topic, payload);
            JsonNode data = tap.awaitPayload(payload).data().get("data");
            assertThat(data.get("topic").asText()).isEqualTo(topic);
            assertThat(data.get("subscription_id").asText()).isEqualTo(subscription.id());
        }
    }

    private void localStaysAtHome() {
        String topic = topic();
        byte[] payload = MeshRoles.payload("at home");
        byte[] fence = MeshRoles.payload("fence");
        try (Subscription local = Subscription.to(there, "local:" + topic);
                Subscription wide = Subscription.to(there, topic);
                Subscription mine = Subscription.to(here, topic);
                EventTap tap = there.topicEvents()) {
            Subscription.awaitReach(here, topic, tap);
            Subscription.publish(here, "local:" + topic, payload);
            Subscription.publish(here, topic, fence);
            List<SseBlock> seen = tap.before(fence);
            assertThat(seen)
                    .as("%s %s %s", local.id(), wide.id(), mine.id())
                    .noneMatch(block -> block.carries(payload));
        }
    }

    private void twoFrames() {
        String topic = topic();
        byte[] payload = MeshRoles.payload("twice");
        try (Subscription one = Subscription.to(here, topic);
                Subscription other = Subscription.to(here, topic);
                EventTap tap = here.topicEvents()) {
            Subscription.publish(here, topic, payload);
            assertThat(List.of(subscriptionOf(tap.awaitPayload(payload)), subscriptionOf(tap.awaitPayload(payload))))
                    .containsExactlyInAnyOrder(one.id(), other.id());
        }
    }

    private void notDeduplicated() {
        String topic = topic();
        byte[] payload = MeshRoles.payload("again");
        try (Subscription subscription = Subscription.to(here, topic);
                EventTap tap = here.topicEvents()) {
            Subscription.publish(here, topic, payload);
            Subscription.publish(here, topic, payload);
            assertThat(subscriptionOf(tap.awaitPayload(payload))).isEqualTo(subscription.id());
            assertThat(subscriptionOf(tap.awaitPayload(payload))).isEqualTo(subscription.id());
        }
    }

    private void unsubscribed() {
        assertNotSeen(topic());
    }

    private void endedSubscription() {
        String topic = topic();
        Subscription.to(here, topic).close();
        assertNotSeen(topic);
    }

    private void assertNotSeen(String topic) {
        String other = topic();
        byte[] payload = MeshRoles.payload("unseen");
        byte[] fence = MeshRoles.payload("fence");
        try (Subscription subscription = Subscription.to(here, other);
                EventTap tap = here.topicEvents()) {
            Subscription.publish(here, topic, payload);
            Subscription.publish(here, other, fence);
            assertThat(tap.before(fence)).as(subscription.id()).noneMatch(block -> block.carries(payload));
        }
    }

    private void outlivesTheStream() {
        String topic = topic();
        byte[] payload = MeshRoles.payload("later");
        try (Subscription subscription = Subscription.to(here, topic)) {
            here.topicEvents().close();
            try (EventTap tap = here.topicEvents()) {
                Subscription.publish(here, topic, payload);
                assertThat(subscriptionOf(tap.awaitPayload(payload))).isEqualTo(subscription.id());
            }
        }
    }

    private void streamStartsAtItsOpening() {
        String topic = topic();
        byte[] past = MeshRoles.payload("past");
        byte[] fence = MeshRoles.payload("fence");
        try (Subscription subscription = Subscription.to(here, topic);
                EventTap witness = here.topicEvents()) {
            Subscription.publish(here, topic, past);
            witness.awaitPayload(past);
            try (EventTap tap = here.topicEvents()) {
                Subscription.publish(here, topic, fence);
                assertThat(tap.before(fence)).as(subscription.id()).noneMatch(block -> block.carries(past));
            }
        }
    }

    private void everyStream() {
        String topic = topic();
        byte[] payload = MeshRoles.payload("both");
        try (Subscription subscription = Subscription.to(here, topic);
                EventTap one = here.topicEvents();
                EventTap other = here.topicEvents()) {
            Subscription.publish(here, topic, payload);
            assertThat(one.awaitPayload(payload)).as(subscription.id()).isEqualTo(other.awaitPayload(payload));
        }
    }

    private static String subscriptionOf(SseBlock block) {
        return block.data().at("/data/subscription_id").asText();
    }

    private static String topic() {
        return "x0x.test.contract." + UUID.randomUUID();
    }
}
