package dev.x0xtest.wire.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.Hex;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.action.Action;
import dev.x0xtest.wire.action.Actions;
import dev.x0xtest.wire.action.SendDm;
import dev.x0xtest.wire.result.Result;
import dev.x0xtest.wire.result.ResultDetails;
import dev.x0xtest.wire.result.ResultKinds;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutgoingTestMessageTest {
    @Test
    void wrapsAPayloadAsAHopThatNamesTheAnchor() throws WireException {
        OutgoingTestMessage message = message("matrix|1", "nyc-sfo", Optional.of(Samples.ANCHOR));
        assertThat(text(message)).isEqualTo("x0xtest|hop|rid|nyc-sfo|" + Samples.ANCHOR.hex() + "|matrix|1");
    }

    @Test
    void theRequestIdStandsInForAMissingDigest() throws WireException {
        assertThat(text(message("", "", Optional.empty()))).isEqualTo("x0xtest|hop|rid|rid||");
    }

    @Test
    void aPayloadOfAnyBytesComesThrough() throws WireException {
        byte[] payload = {0, '|', (byte) 0xff, '\n'};
        OutgoingTestMessage message = OutgoingTestMessage.of(params(payload, "d"), "rid", Optional.empty());
        assertThat(Frames.decode(message.bytes())).contains(new HopFrame("rid", "d", "", payload));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x0xtest|hop|r1|d|anchor|p|q", "x0xtest|r1|d|extra|more", "x0xtest|hop|r1|d||"})
    void sendsATestMessageThatIsOneAlreadyAsItIs(String payload) throws WireException {
        assertThat(text(message(payload, "d", Optional.of(Samples.ANCHOR)))).isEqualTo(payload);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x0xtest|cmd|e30=",
                "x0xtest|cmd|",
                "x0xtest|cmd",
                "x0xtest|res|e30=",
                "x0xtest|res|not base64",
                "x0xtest|res2|e30=",
                "x0xtest|res2|e30=|x"
            })
    void sendsNoCommandAndNoResultInDisguise(String payload) {
        WireException refusal =
                catchThrowableOfType(WireException.class, () -> message(payload, "d", Optional.of(Samples.ANCHOR)));
        assertThat(refusal.kind()).isEqualTo(WireException.Kind.BAD_VALUE);
        assertThat(refusal).hasMessageContaining("command or a result");
    }

    @Test
    void aRealCommandIsNotSentEither() {
        String command = new String(
                Samples.command(Actions.CONTACT_LIST, new Action.NoParams()).frame(), StandardCharsets.US_ASCII);
        assertThatThrownBy(() -> message(command, "d", Optional.empty())).isInstanceOf(WireException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x0xtest|", "x0xtest|r1", "x0xtest||d|x", "x0xtest|hop|r1|d"})
    void sendsNothingThatOnlyStartsLikeATestMessage(String payload) {
        assertThatThrownBy(() -> message(payload, "d", Optional.empty())).isInstanceOf(WireException.class);
    }

    @Test
    void refusesBadBase64AndFieldsWithBars() {
        SendDm.Params bad = new SendDm.Params("x", "e30", "", null, false, null, false, false, null, null, null);
        assertThat(catchThrowableOfType(WireException.class, () -> OutgoingTestMessage.of(bad, "rid", Optional.empty()))
                        .kind())
                .isEqualTo(WireException.Kind.BAD_BASE64);
        assertThatThrownBy(() -> OutgoingTestMessage.of(params(new byte[0], "d"), "cmd|x", Optional.empty()))
                .isInstanceOf(WireException.class)
                .hasMessage("request_id contains '|'");
        assertThatThrownBy(() -> message("p", "a|b", Optional.empty()))
                .isInstanceOf(WireException.class)
                .hasMessage("digest contains '|'");
    }

    @Test
    void cannotHoldAnotherFrame() {
        Frame.Cmd command = new Frame.Cmd(Samples.command(Actions.GROUP_LIST, new Action.NoParams()));
        assertThatThrownBy(() -> new OutgoingTestMessage(command)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theReceiptOfAHopIsUpstreamsAndMore() throws WireException {
        Result receipt = Receipts.of(Samples.hop(), Samples.arrival(), Samples.receiver());
        ResultDetails.Receipt details = ResultDetails.RECEIPT.decode(receipt.details());
        assertThat(receipt.kind()).isEqualTo(ResultKinds.RECEIVED_DM);
        assertThat(receipt.commandId()).isNull();
        assertThat(receipt.requestId()).isEqualTo(Samples.REQUEST);
        assertThat(receipt.digestMarker()).isEqualTo("nyc-sfo");
        assertThat(details.via()).isEqualTo("hop_dm");
        assertThat(details.bytes()).as("the whole DM").isEqualTo(Samples.hop().encode().length);
        assertThat(details.payloadBytes()).isEqualTo(Samples.PAYLOAD.length);
        assertThat(details.payloadSha256()).isEqualTo(Hex.sha256(Samples.PAYLOAD));
    }

    @Test
    void theReceiptOfALegacyMessageSaysSo() throws WireException {
        LegacyFrame legacy = new LegacyFrame("r1", "", Samples.PAYLOAD);
        Result receipt = Receipts.of(legacy, Samples.arrival(), Samples.receiver());
        ResultDetails.Receipt details = ResultDetails.RECEIPT.decode(receipt.details());
        assertThat(details.via()).isEqualTo("legacy_dm");
        assertThat(details.payloadSha256()).isEqualTo(Hex.sha256(Samples.PAYLOAD));
        assertThat(receipt.digestMarker()).isNull();
    }

    private static OutgoingTestMessage message(String payload, String digest, Optional<AgentId> anchor)
            throws WireException {
        return OutgoingTestMessage.of(params(payload.getBytes(StandardCharsets.UTF_8), digest), "rid", anchor);
    }

    private static SendDm.Params params(byte[] payload, String digest) {
        String base64 = Base64.getEncoder().encodeToString(payload);
        return new SendDm.Params(Samples.SFO.hex(), base64, digest, null, false, null, false, false, null, null, null);
    }

    private static String text(OutgoingTestMessage message) {
        return new String(message.bytes(), StandardCharsets.UTF_8);
    }
}
