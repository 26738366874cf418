package dev.x0xtest.minimesh;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.x0xtest.minimesh.fault.Fault;
import dev.x0xtest.minimesh.fault.FaultAction;
import dev.x0xtest.minimesh.fault.FaultPlan;
import dev.x0xtest.minimesh.node.links.Timings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests each fault from both sides: the answer that the sender gets, and what the receiver's stream shows. */
@Timeout(30)
class FaultsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    Path root;

    private MiniMesh mesh;
    private Api sender;
    private Api.Events events;
    private String recipient;

    @BeforeEach
    void start() throws Exception {
        mesh = MiniMesh.builder()
                .nodes(2)
                .root(root)
                .timings(Timings.real().scaledBy(0.02))
                .start();
        sender = new Api(mesh.node(0));
        recipient = mesh.node(1).agentId();
        events = new Api(mesh.node(1)).events("/direct/events");
    }

    @AfterEach
    void stop() throws IOException {
        events.close();
        mesh.close();
    }

    @Test
    void aDroppedRawMessageIsADisconnectedPeer() throws Exception {
        var armed = mesh.faults().add("drop src=0 dst=1 plane=raw prefix=hop| count=1");
        Api.Answer answer = sender.raw(recipient, "hop|1");
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.json().get("error").asText()).isEqualTo("peer_disconnected");
        assertThat(armed.used()).isEqualTo(1);
        assertThat(sender.raw(recipient, "hop|2").status()).isEqualTo(200);
        assertThat(shown(1)).containsExactly("hop|2");
    }

    @Test
    void aDroppedRawMessageIsAnAcknowledgementThatDidNotCome() throws Exception {
        assertThat(sender.raw(recipient, "hop|1").status()).isEqualTo(200);
        mesh.faults().add("drop src=0 dst=1 plane=raw count=1");
        assertThat(sender.raw(recipient, "hop|2").status()).isEqualTo(502);
        JsonNode peers = sender.get("/diagnostics/ack").json().path("ack").path("peers");
        long accepted = 0;
        long timedOut = 0;
        for (JsonNode entry : peers) {
            assertThat(entry.path("peer_id").asText()).isEqualTo(mesh.node(1).machineId());
            accepted += entry.path("outcomes").path("sender_accepted").asLong();
            timedOut += entry.path("outcomes").path("sender_ack_timeout").asLong();
        }
        assertThat(accepted).isEqualTo(1);
        assertThat(timedOut).isEqualTo(1);
    }

    @Test
    void aDroppedRawMessageThatMayFallBackGoesByGossip() throws Exception {
        mesh.faults().add("drop plane=raw");
        JsonNode answer = sender.send(
                        recipient, "x", "\"require_durable_app_ack\":false,\"raw_quic_receive_ack_ms\":100")
                .json();
        assertThat(answer.get("path").asText()).isEqualTo("gossip_inbox");
        assertThat(shown(1)).containsExactly("x");
    }

    @Test
    void aDurableMessageDroppedOnceComesWithTheSecondAttempt() throws Exception {
        mesh.faults().add("drop plane=durable count=1");
        JsonNode answer = sender.durable(recipient, "x").json();
        assertThat(answer.get("retries_used").asInt()).isEqualTo(1);
        assertThat(shown(1)).containsExactly("x");
    }

    @Test
    void aDurableMessageAlwaysDroppedIsATimeoutWithItsStages() throws Exception {
        mesh.faults().add("drop plane=durable");
        Api.Answer answer = sender.durable(recipient, "x");
        assertThat(answer.status()).isEqualTo(504);
        assertThat(answer.json().get("detail").asText()).startsWith("timed out after 1 retries over 0.");
        assertThat(answer.json().get("budget_stage").asText()).isEqualTo("ack_wait_ms");
    }

    @Test
    void aFalseAcknowledgementIsForNothing() throws Exception {
        mesh.faults().add("false-ack prefix=hop|");
        assertThat(sender.raw(recipient, "hop|1").json().get("path").asText()).isEqualTo("raw_quic_acked");
        assertThat(sender.durable(recipient, "hop|2").json().get("path").asText())
                .isEqualTo("gossip_inbox");
        sender.raw(recipient, "fence");
        assertThat(shown(1)).containsExactly("fence");
    }

    @Test
    void aLostAcknowledgementIsDeliveredAllTheSame() throws Exception {
        mesh.faults().add("lose-ack");
        assertThat(sender.raw(recipient, "raw").status()).isEqualTo(502);
        assertThat(sender.gossip(recipient, "gossip").status()).isEqualTo(504);
        assertThat(shown(2)).containsExactly("raw", "gossip");
    }

    @Test
    void aRefusalIsAnsweredAsItWasAskedFor() throws Exception {
        mesh.faults().add("refuse status=503 error=receiver_backpressured plane=raw,gossip");
        for (Api.Answer answer : List.of(sender.raw(recipient, "x"), sender.gossip(recipient, "x"))) {
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.json().get("error").asText()).isEqualTo("receiver_backpressured");
        }
    }

    @Test
    void aLostPacketIsSentAgainAndCounted() throws Exception {
        mesh.faults().add("retransmit percent=100 ms=1 prefix=slow");
        assertThat(sender.raw(recipient, "slow").status()).isEqualTo(200);
        assertThat(shown(1)).containsExactly("slow");
        JsonNode links = sender.get("/diagnostics/connectivity").json().path("per_peer_transport");
        assertThat(links.get(0).path("lost_packets").asLong()).isEqualTo(5);
    }

    @Test
    void aDuplicateIsShownTwice() throws Exception {
        mesh.faults().add("duplicate plane=raw prefix=x");
        sender.raw(recipient, "x");
        sender.raw(recipient, "fence");
        assertThat(shown(3)).containsExactly("x", "x", "fence");
    }

    @Test
    void aCorruptedMessageDiffersInItsLastByte() throws Exception {
        mesh.faults().add("corrupt count=1");
        sender.raw(recipient, "abc");
        assertThat(shown(1)).containsExactly("abb");
    }

    @Test
    void aReorderedMessageComesAfterItsSuccessor() throws Exception {
        var armed = mesh.faults().add("reorder prefix=first count=1");
        var first = CompletableFuture.supplyAsync(() -> status("first"));
        awaitUse(armed);
        assertThat(status("second")).isEqualTo(200);
        assertThat(shown(2)).containsExactly("second", "first");
        assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo(200);
    }

    @Test
    void aDelayedMessageIsOvertaken() throws Exception {
        var armed = mesh.faults().add("delay ms=150 prefix=slow");
        var slow = CompletableFuture.supplyAsync(() -> status("slow"));
        awaitUse(armed);
        assertThat(status("fast")).isEqualTo(200);
        assertThat(shown(2)).containsExactly("fast", "slow");
        assertThat(slow.get(10, TimeUnit.SECONDS)).isEqualTo(200);
    }

    @Test
    void aStalledSendIsNeverAnswered() throws Exception {
        mesh.faults().add("stall prefix=never count=1");
        var stalled = CompletableFuture.supplyAsync(() -> status("never"));
        assertThat(status("fence")).isEqualTo(200);
        assertThat(shown(1)).containsExactly("fence");
        assertThat(stalled).isNotDone();
    }

    @Test
    void aFaultOnATopicActsOnOneSubscriberOnly() throws Exception {
        var second = new Api(mesh.node(1));
        sender.post("/subscribe", "{\"topic\":\"t\"}");
        second.post("/subscribe", "{\"topic\":\"t\"}");
        mesh.faults()
                .add(Fault.of(new FaultAction.Drop())
                        .to(1)
                        .on(Fault.Plane.PUBSUB)
                        .prefix("lost"));
        try (var own = sender.events("/events");
                var other = second.events("/events")) {
            for (String payload : List.of("lost", "kept")) {
                sender.post("/publish", "{\"topic\":\"t\",\"payload\":\"" + Api.base64(payload) + "\"}");
            }
            assertThat(Api.Events.payload(own.event("message").get("data"))).isEqualTo("lost");
            assertThat(Api.Events.payload(other.event("message").get("data"))).isEqualTo("kept");
        }
    }

    private static void awaitUse(FaultPlan.Armed armed) {
        Awaitility.await("the fault acts")
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .atMost(PATIENCE)
                .until(() -> armed.used() > 0);
    }

    private int status(String payload) {
        try {
            return sender.raw(recipient, payload).status();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private List<String> shown(int count) throws IOException {
        var payloads = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            payloads.add(Api.Events.payload(events.event("direct_message")));
        }
        return payloads;
    }
}
