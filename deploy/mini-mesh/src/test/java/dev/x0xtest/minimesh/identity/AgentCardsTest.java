package dev.x0xtest.minimesh.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class AgentCardsTest {
    private static final NodeIdentity IDENTITY = NodeIdentity.of(key(1), key(2));

    @Test
    void aCardOfTheRealDaemonVerifies() throws Exception {
        AgentCard card = AgentCards.parse(recordedLink());
        assertThat(card.signature()).isNotNull();
        assertThat(card.addresses()).containsExactly("127.0.0.1:21000");
        assertThatCode(() -> AgentCards.verify(card, SigningKey::verifies)).doesNotThrowAnyException();
    }

    @Test
    void aCardOfTheRealDaemonIsWrittenBackAsItWas() throws Exception {
        String link = recordedLink();
        assertThat(AgentCards.link(AgentCards.parse(link))).isEqualTo(link);
    }

    @Test
    void anOwnCardVerifiesAfterItsJourney() throws Exception {
        AgentCard card = AgentCards.of(IDENTITY, "nyc", List.of("127.0.0.1:1"), 1_700_000_000);
        AgentCard read = AgentCards.parse(AgentCards.link(card));
        assertThat(read).isEqualTo(card);
        assertThatCode(() -> AgentCards.verify(read, SigningKey::verifies)).doesNotThrowAnyException();
    }

    @Test
    void aChangedCardDoesNotVerify() throws Exception {
        AgentCard card = AgentCards.of(IDENTITY, "nyc", List.of("127.0.0.1:1"), 1_700_000_000);
        AgentCard forged = new AgentCard(
                card.displayName(),
                card.agentId(),
                card.machineId(),
                null,
                List.of("127.0.0.1:2"),
                card.createdAt(),
                card.dmCapabilities(),
                card.agentPublicKey(),
                card.signature());
        assertThatThrownBy(() -> AgentCards.verify(forged, SigningKey::verifies))
                .hasMessageContaining("InvalidSignature");
    }

    @Test
    void anotherAgentsKeyIsNoProof() throws Exception {
        AgentCard card = AgentCards.of(IDENTITY, "", List.of(), 1_700_000_000);
        AgentCard stolen = new AgentCard(
                "",
                key(3).id(),
                card.machineId(),
                null,
                List.of(),
                card.createdAt(),
                card.dmCapabilities(),
                card.agentPublicKey(),
                card.signature());
        assertThatThrownBy(() -> AgentCards.verify(stolen, SigningKey::verifies))
                .hasMessageContaining("does not match agent_id");
    }

    @Test
    void whatIsNoCardIsRefused() {
        for (String bad : List.of("", "x0x://agent/", "x0x://agent/%%%", "x0x://agent/AAAA", "x0x://agent/e30")) {
            assertThatThrownBy(() -> AgentCards.parse(bad))
                    .as(bad)
                    .isInstanceOf(AgentCards.InvalidCardException.class)
                    .hasMessageStartingWith("invalid card: ");
        }
    }

    static SigningKey key(int seed) {
        byte[] bytes = new byte[32];
        bytes[0] = (byte) seed;
        return SigningKey.ofSeed(Bytes.of(bytes));
    }

    private static String recordedLink() throws IOException {
        try (InputStream in = AgentCardsTest.class.getResourceAsStream("/recorded/rest.json")) {
            JsonNode calls = new ObjectMapper().readTree(Objects.requireNonNull(in));
            return StreamSupport.stream(calls.spliterator(), false)
                    .filter(call -> call.get("name").asText().equals("agent card"))
                    .map(call -> call.at("/response/json/link").asText())
                    .findFirst()
                    .orElseThrow();
        }
    }
}
