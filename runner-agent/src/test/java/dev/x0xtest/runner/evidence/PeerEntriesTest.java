package dev.x0xtest.runner.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.wire.plan.Evidence;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PeerEntriesTest {
    private static final JsonNode CONNECTIVITY = Recorded.body("diagnostics connectivity");
    private static final JsonNode PEERS = Recorded.body("peers");
    private static final JsonNode ACK = Recorded.body("diagnostics ack");
    private static final String MACHINE =
            CONNECTIVITY.path("per_peer_transport").path(0).path("peer_id").asText();

    private static Evidence.Snapshot of(
            @Nullable JsonNode connectivity, @Nullable JsonNode peers, @Nullable JsonNode ack, String machine) {
        return Objects.requireNonNull(new PeerEntries(connectivity, peers, ack, 0).of(machine, 3, 1_200));
    }

    @Test
    void everyMemberIsWhereTheRealDaemonHasIt() {
        assertThat(of(CONNECTIVITY, PEERS, ACK, MACHINE))
                .isEqualTo(new Evidence.Snapshot(3, 1_200, true, 22L, 23L, 2L, 0L, 1_200, 0L, null, "healthy", 0L, 0L));
    }

    @Test
    void aPeerThatTheDaemonHasGivenUpHasNoEntryAndIsNotConnected() {
        Evidence.Snapshot view = of(CONNECTIVITY, PEERS, ACK, "ab".repeat(32));
        assertThat(view.connected()).isFalse();
        assertThat(view.lostPackets()).isNull();
        assertThat(view.link()).isNull();
        assertThat(view.ackTimeouts()).isZero();
    }

    @Test
    void whatWasNotReadIsUnknown() {
        Evidence.Snapshot view = of(null, PEERS, null, MACHINE);
        assertThat(view.connected()).isNull();
        assertThat(view.link()).isEqualTo("healthy");
        assertThat(view.ackTimeouts()).isNull();
        assertThat(new PeerEntries(null, null, null, 0).of(MACHINE, 3, 0)).isNull();
    }

    @Test
    void aCloseReasonIsOneBoundedLine() {
        ObjectNode body = CONNECTIVITY.deepCopy();
        ((ObjectNode) body.path("per_peer_transport").path(0))
                .put("connected", false)
                .put("close_reason", "Reset\n\u001b[31m" + "x".repeat(1_000));
        String reason = of(body, null, null, MACHINE).closeReason();
        assertThat(reason).startsWith("Reset [31m").hasSizeLessThan(300);
    }

    @Test
    void onlyTheLastMinutesOutcomesCount() {
        ObjectNode body = ACK.deepCopy();
        long minute = body.path("ack").path("generated_at_unix_ms").asLong() / 60_000;
        ObjectNode first = (ObjectNode) body.path("ack").path("peers").path(0);
        first.put("minute_unix", minute - 1).put("peer_id", MACHINE);
        ((ObjectNode) first.path("outcomes")).put("sender_ack_timeout", 4).put("sender_connection_closed", 1);
        assertThat(of(null, null, body, MACHINE).ackTimeouts()).isEqualTo(4);
        assertThat(of(null, null, body, MACHINE).ackClosed()).isEqualTo(1);
        ((ObjectNode) body.path("ack")).put("generated_at_unix_ms", (minute + 2) * 60_000);
        assertThat(of(null, null, body, MACHINE).ackTimeouts()).isZero();
    }
}
