package dev.x0xtest.minimesh.contract.cases;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.x0xtest.minimesh.contract.client.Answer;
import dev.x0xtest.minimesh.contract.client.EventTap;
import dev.x0xtest.minimesh.contract.client.Rest;
import dev.x0xtest.minimesh.contract.client.Subscription;
import dev.x0xtest.minimesh.contract.mesh.DaemonNode;
import dev.x0xtest.minimesh.contract.mesh.MeshRoles;
import dev.x0xtest.minimesh.contract.recorded.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * Cases on a client that opens a stream and stops reading: which messages it loses, and whether the daemon counts them.
 */
public final class OverflowCases {
    private static final String FILLER = "x".repeat(2_000);

    /** More messages than the queue of 8,192 and the buffers of a connection hold together. */
    private static final int DIRECT_MESSAGES = 10_500;

    /** More messages than the queue of 256 and the buffers of a connection hold together. */
    private static final int TOPIC_MESSAGES = 2_500;

    private static final Duration DRAINED = Duration.ofSeconds(60);

    private final DaemonNode sender;
    private final DaemonNode receiver;

    public OverflowCases(MeshRoles roles) {
        sender = roles.peer();
        receiver = roles.blocked(); // no other case has a stream of this daemon open
    }

    public Stream<ContractCase> cases() {
        return Stream.of(
                new ContractCase("overflow: a stalled /direct/events drops the oldest and counts them", this::direct),
                new ContractCase("overflow: a stalled /events drops and goes on", this::topics));
    }

    private void direct() {
        long evictedBefore = evicted();
        byte[] last = MeshRoles.payload("the last");
        try (EventTap tap = EventTap.openHeld(receiver, "/direct/events")) {
            Barrage.of(sender.rest(), "/direct/send")
                    .send(DIRECT_MESSAGES, i -> Rest.dm(receiver.agentId(), numbered(i), MeshRoles.raw()));
            Awaitility.await("evictions are counted")
                    .pollDelay(Duration.ZERO)
                    .atMost(DRAINED)
                    .until(() -> evicted() > evictedBefore);
            Answer answer = sender.rest().directSend(receiver.agentId(), last, MeshRoles.raw());
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            tap.release();
            int arrived = tap.before(last, DRAINED).size();
            assertThat(arrived + evicted() - evictedBefore).isEqualTo(DIRECT_MESSAGES);
        }
    }

    private void topics() {
        String topic = "local:contract-overflow";
        byte[] last = MeshRoles.payload("the last");
        try (Subscription subscription = Subscription.to(receiver, topic);
                EventTap tap = EventTap.openHeld(receiver, "/events")) {
            Barrage.of(receiver.rest(), "/publish")
                    .send(
                            TOPIC_MESSAGES,
                            i -> Json.object().put("topic", topic).put("payload", Json.base64(numbered(i))));
            Subscription.publish(receiver, topic, last);
            tap.release();
            assertThat(tap.before(last, DRAINED)).as(subscription.id()).hasSizeLessThan(TOPIC_MESSAGES);
        }
    }

    private static byte[] numbered(int number) {
        return (number + FILLER).getBytes(StandardCharsets.UTF_8);
    }

    private long evicted() {
        return receiver.rest()
                .get("/diagnostics/dm")
                .json()
                .at("/stats/subscriber_events_evicted")
                .asLong();
    }

    /** Sends many POST requests to one path, at most 32 at a time, and asserts that each succeeds. */
    record Barrage(Rest rest, String path) {
        private static final int AT_ONCE = 32;

        static Barrage of(Rest rest, String path) {
            return new Barrage(rest, path);
        }

        void send(int count, IntFunction<JsonNode> body) {
            List<CompletableFuture<Void>> lanes = new ArrayList<>();
            for (int lane = 0; lane < AT_ONCE; lane++) {
                lanes.add(from(lane, count, body));
            }
            lanes.forEach(CompletableFuture::join);
        }

        private CompletableFuture<Void> from(int next, int count, IntFunction<JsonNode> body) {
            if (next >= count) {
                return CompletableFuture.completedFuture(null);
            }
            return rest.postLater(path, body.apply(next)).thenComposeAsync(answer -> {
                assertThat(answer.status()).as(answer.text()).isEqualTo(200);
                return from(next + AT_ONCE, count, body);
            });
        }
    }
}
