package dev.x0xtest.serve.schedule.harm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class AnchorCountersTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What x0xd 0.48.1 answered when it was recorded. */
    private static JsonNode recorded(String path) throws IOException {
        JsonNode all = JSON.readTree(
                Path.of("..", "..", "deploy", "x0xd", "recorded", "rest.json").toFile());
        for (JsonNode request : all.findParents("request")) {
            if (request.at("/request/path").asText().equals(path)
                    && request.at("/response/status").asInt() == 200) {
                return request.at("/response/json");
            }
        }
        throw new AssertionError("no recorded answer of " + path);
    }

    @Test
    void theKeysAreThoseOfARealDaemon() throws IOException {
        assertThat(AnchorCounters.of(
                        recorded(AnchorCounters.DM),
                        recorded(AnchorCounters.GOSSIP),
                        recorded(AnchorCounters.CONNECTIVITY)))
                .isEqualTo(new AnchorCounters(0L, 0L, 0L, 0L));
    }

    @Test
    void droppedMessagesOfAllQueuesCount() throws IOException {
        JsonNode gossip = recorded(AnchorCounters.GOSSIP).deepCopy();
        int dropped = 1;
        for (String part : new String[] {"bulk", "membership", "pubsub"}) {
            ((ObjectNode) gossip.at("/recv_pump/" + part)).put("dropped_full", dropped);
            dropped *= 10;
        }

        assertThat(AnchorCounters.of(null, gossip, null)).isEqualTo(new AnchorCounters(null, 111L, null, null));
    }

    @Test
    void whatIsNoCountIsUnknown() throws IOException {
        JsonNode odd = JSON.readTree("{\"stats\":{\"subscriber_events_evicted\":-1},\"connection_pool\":{"
                + "\"lru_evictions_total\":\"many\",\"establish_failures_total\":1e300}}");

        assertThat(AnchorCounters.of(odd, odd, odd)).isEqualTo(AnchorCounters.UNKNOWN);
        assertThat(AnchorCounters.of(null, null, null)).isEqualTo(AnchorCounters.UNKNOWN);
    }
}
