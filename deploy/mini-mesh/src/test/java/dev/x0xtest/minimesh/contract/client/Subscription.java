package dev.x0xtest.minimesh.contract.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.minimesh.contract.mesh.DaemonNode;
import dev.x0xtest.minimesh.contract.mesh.MeshRoles;
import dev.x0xtest.minimesh.contract.recorded.Json;
import java.time.Duration;
import org.awaitility.Awaitility;

/** A subscription of one daemon to a topic. Closing it unsubscribes. */
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
     * Publishes until a message arrives, because the mesh loses messages until it has noticed a subscription. The
     * publisher must be subscribed itself: otherwise a real daemon sends to two peers only, and a peer that does not
     * follow the topic drops the message.
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
