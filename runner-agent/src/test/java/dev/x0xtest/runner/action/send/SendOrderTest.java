package dev.x0xtest.runner.action.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.x0xtest.daemon.SendRequest;
import dev.x0xtest.runner.action.ActionException;
import dev.x0xtest.wire.action.SendDm;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tests the fields of the request to the daemon, by plane and by upstream's flags. */
class SendOrderTest {
    private static final String TO = "e".repeat(64);

    @Test
    void rawIsAskedForWithAllItsFields() {
        SendRequest request = request(params(false, null, false, false, "raw"));
        assertThat(request.preferRaw()).isTrue();
        assertThat(request.rawAckMs()).isEqualTo(8000);
        assertThat(request.stopFallback()).isTrue();
        assertThat(request.requireGossip()).isNull();
        assertThat(request.durable()).isFalse();
    }

    @Test
    void gossipOptsOutOfDurable() {
        SendRequest request = request(params(false, null, false, false, "gossip"));
        assertThat(request.requireGossip()).isTrue();
        assertThat(request.durable()).isFalse();
        assertThat(request.preferRaw()).isNull();
    }

    @Test
    void durableIsTheDaemonsOwnDefault() {
        SendRequest request = request(params(false, null, false, false, "durable"));
        assertThat(request.durable()).isNull();
        assertThat(request.requireGossip()).isNull();
        assertThat(request.preferRaw()).isNull();
    }

    @Test
    void upstreamsFlagsMeanRawOnlyAllTogether() {
        assertThat(request(params(true, 12_000, true, false, null)).durable()).isFalse();
        assertThat(request(params(false, 12_000, true, false, null)).durable()).isNull();
        assertThat(request(params(true, null, true, false, null)).durable()).isNull();
        assertThat(request(params(true, 12_000, false, false, null)).durable()).isNull();
        assertThat(request(params(true, 12_000, true, true, null)).durable()).isNull();
        assertThat(request(params(false, null, false, true, null)).durable()).isNull();
        assertThat(request(params(false, null, false, false, null)))
                .isEqualTo(new SendRequest(plan().to(), PAYLOAD, null, null, null, null, null, null));
    }

    @Test
    void attemptsAreThreeUnlessSaid() {
        assertThat(plan().attempts()).isEqualTo(3);
        assertThat(SendOrder.of(withAttempts(1)).attempts()).isEqualTo(1);
        assertThatThrownBy(() -> SendOrder.of(withAttempts(0))).isInstanceOf(ActionException.class);
        assertThatThrownBy(() -> SendOrder.of(withAttempts(11))).isInstanceOf(ActionException.class);
    }

    @Test
    void anUnknownPlaneOrABadRecipientIsNamed() {
        assertThatThrownBy(() -> SendOrder.of(params(false, null, false, false, "carrier pigeon")))
                .hasMessage("plane is none of raw, gossip, durable");
        SendDm.Params nobody = new SendDm.Params("nobody", "", "", null, false, null, false, false, null, null, null);
        assertThatThrownBy(() -> SendOrder.of(nobody)).hasMessage("recipient_aid is not an agent id");
    }

    private static final byte[] PAYLOAD = {1};

    private static SendRequest request(SendDm.Params params) {
        return SendOrder.of(params).request(PAYLOAD);
    }

    private static SendOrder plan() {
        return SendOrder.of(params(false, null, false, false, null));
    }

    private static SendDm.Params withAttempts(int attempts) {
        return new SendDm.Params(TO, "", "", null, false, null, false, false, null, attempts, null);
    }

    private static SendDm.Params params(
            boolean prefer, @Nullable Integer ackMs, boolean stop, boolean gossip, @Nullable String plane) {
        return new SendDm.Params(TO, "", "", null, prefer, ackMs, stop, gossip, plane, null, null);
    }
}
