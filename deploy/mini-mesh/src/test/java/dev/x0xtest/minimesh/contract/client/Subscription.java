package dev.x0xtest.minimesh.contract.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.minimesh.contract.mesh.DaemonNode;
import dev.x0xtest.minimesh.contract.mesh.MeshRoles;
import dev.x0xtest.minimesh.contract.recorded.Json;
import java.time.Duration;
import org.awaitility.Awaitility;

/** A topic subscription of one daemon; closing takes it back. */
public record Subscription(DaemonNode node, String id) implements AutoCloseable {
    private static final Duration REACH = Duration.ofSeconds(30);
    private static final Duration AGAIN = Duration.ofSeconds(1);

    public static Subscription to(DaemonNode node, String topic) {
        Answer answer = node.rest().post("/subscribe", Json.object().put("topic", topic));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return new Subscription(node, answer.json().get("subscription_id").asText());
    }

    public static void publish(DaemonNode node, String topic, byte[] payload) {
        Answer answer =
                node.rest().post("/publish", Json.object().put("topic", topic).put("payload", Json.base64(payload)));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    /**
     * Publishes until something of it arrives: what is published before the mesh has noticed a subscription is lost.
     * The publisher has to be subscribed itself: a real daemon sends on a topic that it does not follow to two peers
     * only, who drop it when they do not follow it either.
     */
    public static void awaitReach(DaemonNode publisher, String topic, EventTap subscriber) {
        byte[] knock = MeshRoles.payload("knock on " + topic);
        Awaitility.await(topic + " reaches its subscriber")
                .pollDelay(Duration.ZERO)
                .atMost(REACH)
                .until(() -> {
                    publish(publisher, topic, knock);
                    SseBlock block = subscriber.poll(AGAIN);
                    return block != null && block.carries(knock);
                });
    }

    @Override
    public void close() {
        assertThat(node.rest().delete("/subscribe/" + id).status()).isEqualTo(200);
    }
}
