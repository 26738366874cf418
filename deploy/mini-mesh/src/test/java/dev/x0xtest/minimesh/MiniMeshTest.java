package dev.x0xtest.minimesh;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(30)
class MiniMeshTest {
    @TempDir
    Path root;

    @ParameterizedTest
    @EnumSource
    void aMessageOnEachPlaneArrivesVerified(Transport transport) throws Exception {
        try (var mesh =
                MiniMesh.builder().transport(transport).nodes(3).root(root).start()) {
            var sender = new Api(mesh.node(0));
            String recipient = mesh.node(1).agentId();
            try (var events = new Api(mesh.node(1)).events("/direct/events")) {
                assertThat(sender.raw(recipient, "one").json().get("path").asText())
                        .isEqualTo("raw_quic_acked");
                assertThat(sender.gossip(recipient, "two").json().get("path").asText())
                        .isEqualTo("gossip_inbox");
                assertThat(sender.durable(recipient, "three").json().get("path").asText())
                        .isEqualTo("gossip_inbox");
                for (String expected : new String[] {"one", "two", "three"}) {
                    var event = events.event("direct_message");
                    assertThat(Api.Events.payload(event)).isEqualTo(expected);
                    assertThat(event.get("verified").asBoolean()).isTrue();
                    assertThat(event.get("trust_decision").asText()).isEqualTo("accept");
                    assertThat(event.get("sender").asText())
                            .isEqualTo(mesh.node(0).agentId());
                    assertThat(event.get("machine_id").asText())
                            .isEqualTo(mesh.node(0).machineId());
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void inAColdMeshTheOlderNodeReachesTheYoungerUnverifiedAndNotTheOtherWayRound(Transport transport)
            throws Exception {
        try (var mesh = MiniMesh.builder()
                .transport(transport)
                .nodes(2)
                .cards(false)
                .root(root)
                .start()) {
            StandIn older = mesh.node(0);
            StandIn younger = mesh.node(1);
            var refused = new Api(younger).raw(older.agentId(), "hello");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.json().get("error").asText()).isEqualTo("recipient_undiscovered");
            try (var events = new Api(younger).events("/direct/events")) {
                assertThat(new Api(older).raw(younger.agentId(), "before").status())
                        .isEqualTo(200);
                assertThat(events.event("direct_message").get("verified").asBoolean())
                        .isFalse();
                assertThat(new Api(older).gossip(younger.agentId(), "signed").status())
                        .isEqualTo(200);
                assertThat(events.event("direct_message").get("verified").asBoolean())
                        .isTrue();
                assertThat(new Api(older).raw(younger.agentId(), "after").status())
                        .isEqualTo(200);
                assertThat(events.event("direct_message").get("verified").asBoolean())
                        .isTrue();
            }
            assertThat(new Api(younger).raw(older.agentId(), "hello").status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPublicationReachesEverySubscriberAndTheOwnStream(Transport transport) throws Exception {
        try (var mesh =
                MiniMesh.builder().transport(transport).nodes(2).root(root).start()) {
            var first = new Api(mesh.node(0));
            var second = new Api(mesh.node(1));
            first.post("/subscribe", "{\"topic\":\"t\"}");
            second.post("/subscribe", "{\"topic\":\"t\"}");
            try (var own = first.events("/events");
                    var other = second.events("/events")) {
                first.post("/publish", "{\"topic\":\"t\",\"payload\":\"aGk=\"}");
                assertThat(Api.Events.payload(own.event("message").get("data"))).isEqualTo("hi");
                assertThat(Api.Events.payload(other.event("message").get("data")))
                        .isEqualTo("hi");
            }
        }
    }
}
