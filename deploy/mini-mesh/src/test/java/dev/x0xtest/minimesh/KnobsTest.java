package dev.x0xtest.minimesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.x0xtest.minimesh.node.links.Timings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests what a test can do to one daemon: restart it, rotate its token, disturb its streams, inject messages. */
@Timeout(30)
class KnobsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    @TempDir
    Path root;

    @ParameterizedTest
    @EnumSource
    void aRestartKeepsWhoItIsAndForgetsWhoListens(Transport transport) throws Exception {
        try (var mesh =
                MiniMesh.builder().nodes(2).transport(transport).root(root).start()) {
            StandIn restarted = mesh.node(1);
            String token = restarted.token();
            String agentId = restarted.agentId();
            String machineId = restarted.machineId();
            var api = new Api(restarted);
            String subscription = api.post("/subscribe", "{\"topic\":\"t\"}")
                    .json()
                    .get("subscription_id")
                    .asText();
            try (var events = api.events("/direct/events")) {
                restarted.restart();
                assertThatStreamHasEnded(events);
            }
            assertThat(restarted.token()).isEqualTo(token);
            JsonNode self = api.get("/agent").json();
            assertThat(self.get("agent_id").asText()).isEqualTo(agentId);
            assertThat(self.get("machine_id").asText()).isEqualTo(machineId);
            assertThat(api.get("/contacts").json().get("contacts")).hasSize(1);
            assertThat(api.call("DELETE", "/subscribe/" + subscription, null, null)
                            .status())
                    .isEqualTo(404);
            Awaitility.await("a peer is back")
                    .pollDelay(Duration.ZERO)
                    .atMost(PATIENCE)
                    .until(() -> !api.get("/peers").json().get("peers").isEmpty());
            try (var events = new Api(mesh.node(0)).events("/direct/events")) {
                assertThat(api.raw(mesh.node(0).agentId(), "back").status()).isEqualTo(200);
                var event = events.event("direct_message");
                assertThat(Api.Events.payload(event)).isEqualTo("back");
                assertThat(event.get("verified").asBoolean()).isTrue();
            }
        }
    }

    @Test
    void aFrozenDaemonAnswersNobodyUntilItGoesOn() throws Exception {
        try (var mesh = MiniMesh.builder()
                .nodes(2)
                .root(root)
                .timings(Timings.real().scaledBy(0.02))
                .start()) {
            StandIn frozen = mesh.node(1);
            var api = new Api(frozen);
            var other = new Api(mesh.node(0));
            try (var events = api.events("/direct/events")) {
                frozen.freeze(true);
                var asked = CompletableFuture.supplyAsync(() -> status(api));
                assertThat(other.raw(frozen.agentId(), "lost")
                                .json()
                                .get("error")
                                .asText())
                        .isEqualTo("peer_disconnected");
                assertThat(other.get("/peers").json().get("peers"))
                        .as("its link stays")
                        .hasSize(1);
                assertThat(asked).isNotDone();
                frozen.freeze(false);
                assertThat(asked.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(200);
                assertThat(other.raw(frozen.agentId(), "back").status()).isEqualTo(200);
                assertThat(Api.Events.payload(events.event("direct_message"))).isEqualTo("back");
            }
            assertThat(mesh.ownFaults().first()).isEmpty();
        }
    }

    private static int status(Api api) {
        try {
            return api.get("/agent").status();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    @Test
    void aRotatedTokenIsInItsFileAndTheOldOneIsRefused() throws Exception {
        try (var mesh = MiniMesh.builder().nodes(1).root(root).start()) {
            StandIn node = mesh.node(0);
            var old = new Api(node);
            node.rotateToken();
            assertThat(old.get("/agent").status()).isEqualTo(401);
            assertThat(new Api(node).get("/agent").status()).isEqualTo(200);
            assertThat(Files.readString(node.dataDir().resolve("api-token"))).isEqualTo(node.token());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDaemonToldToShutDownEndsItsStreamsAndLeavesTheMesh(Transport transport) throws Exception {
        try (var mesh =
                MiniMesh.builder().nodes(2).transport(transport).root(root).start()) {
            var told = new Api(mesh.node(0));
            try (var events = told.events("/direct/events")) {
                assertThat(told.post("/shutdown", "").json().get("message").asText())
                        .isEqualTo("shutting down");
                assertThatStreamHasEnded(events);
            }
            var other = new Api(mesh.node(1));
            Awaitility.await("the other has no peer left")
                    .pollDelay(Duration.ZERO)
                    .atMost(PATIENCE)
                    .until(() -> other.get("/peers").json().get("peers").isEmpty());
            assertThat(other.raw(mesh.node(0).agentId(), "x")
                            .json()
                            .get("error")
                            .asText())
                    .isEqualTo("peer_disconnected");
        }
    }

    @Test
    void aHeadIsAGetWithoutItsBody() throws Exception {
        try (var mesh = MiniMesh.builder().nodes(1).root(root).start()) {
            Api.Answer answer = new Api(mesh.node(0)).call("HEAD", "/health", null, null);
            assertThat(answer).isEqualTo(new Api.Answer(200, ""));
        }
    }

    @Test
    void aStreamCanBeCutWithinAFrame() throws Exception {
        try (var mesh = MiniMesh.builder().nodes(1).root(root).start()) {
            try (var events = new Api(mesh.node(0)).events("/direct/events")) {
                assertThat(mesh.node(0).cutStreamsMidFrame()).isEqualTo(1);
                assertThatThrownBy(events::frame).isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void aStalledStreamLosesTheOldestBeyondItsQueueAndSaysSoOnlyInTheDiagnostics() throws Exception {
        try (var mesh = MiniMesh.builder().nodes(1).root(root).start()) {
            StandIn node = mesh.node(0);
            var api = new Api(node);
            try (var events = api.events("/direct/events")) {
                node.stallStreams(true);
                for (int i = 0; i < 8_192 + 5; i++) {
                    node.injectDirect(node.agentId(), node.machineId(), bytes("m" + i), true, "accept");
                }
                assertThat(api.get("/diagnostics/dm")
                                .json()
                                .at("/stats/subscriber_events_evicted")
                                .asInt())
                        .isEqualTo(5);
                node.stallStreams(false);
                assertThat(Api.Events.payload(events.event("direct_message"))).isEqualTo("m5");
            }
        }
    }

    @Test
    void eventsKeepsTheLast256OfALaggingReader() throws Exception {
        try (var mesh = MiniMesh.builder().nodes(1).root(root).start()) {
            StandIn node = mesh.node(0);
            var api = new Api(node);
            api.post("/subscribe", "{\"topic\":\"t\"}");
            try (var events = api.events("/events")) {
                node.stallStreams(true);
                for (int i = 0; i < 256 + 3; i++) {
                    node.injectTopic("t", node.agentId(), bytes("m" + i), true);
                }
                node.stallStreams(false);
                assertThat(Api.Events.payload(events.event("message").get("data")))
                        .isEqualTo("m3");
            }
        }
    }

    @Test
    void anImpostorOnTheRawPlaneIsShownUnverified() throws Exception {
        try (var mesh = MiniMesh.builder().nodes(2).root(root).start()) {
            StandIn node = mesh.node(0);
            String victim = mesh.node(1).agentId();
            try (var events = new Api(node).events("/direct/events")) {
                node.injectRaw(victim, "ee".repeat(32), bytes("false"));
                node.injectRaw(victim, mesh.node(1).machineId(), bytes("true"));
                var fromElsewhere = events.event("direct_message");
                assertThat(fromElsewhere.get("verified").asBoolean()).isFalse();
                assertThat(fromElsewhere.get("machine_id").asText()).isEqualTo("ee".repeat(32));
                assertThat(events.event("direct_message").get("verified").asBoolean())
                        .isTrue();
            }
        }
    }

    @Test
    void anIdleDirectStreamPings() throws Exception {
        var timings = Timings.real().withPing(Duration.ofMillis(50));
        try (var mesh = MiniMesh.builder().nodes(1).root(root).timings(timings).start();
                var events = new Api(mesh.node(0)).events("/direct/events")) {
            assertThat(events.frame()).isEqualTo(List.of(": ping"));
            assertThat(events.frame()).isEqualTo(List.of(": ping"));
        }
    }

    @Test
    void twoDaemonsCannotHaveOneDataDirectory() {
        try (var mesh = MiniMesh.builder().nodes(1).root(root).start()) {
            assertThat(mesh.nodes()).hasSize(1);
            assertThatThrownBy(() -> MiniMesh.builder().nodes(1).root(root).start())
                    .hasMessageContaining("another x0xd instance owns data dir");
        }
    }

    private static void assertThatStreamHasEnded(Api.Events events) {
        try {
            assertThat(events.frame()).isEmpty();
        } catch (IOException e) {
            assertThat(e).hasMessageNotContaining("timed out");
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
