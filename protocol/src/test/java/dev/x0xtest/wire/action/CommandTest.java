package dev.x0xtest.wire.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.frame.Frame;
import dev.x0xtest.wire.frame.Frames;
import dev.x0xtest.wire.frame.Samples;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandTest {
    @Test
    void readsTheDefaultsOfAbsentMembers() throws WireException {
        Command command = parse("{\"action\":\"discover\",\"command_id\":null,\"anchor_aid\":\"\",\"params\":null}");
        assertThat(command.commandId()).isEmpty();
        assertThat(command.requestId()).isEmpty();
        assertThat(command.targetNode()).isEqualTo(Command.EVERY_NODE);
        assertThat(command.anchorAid()).isEmpty();
        assertThat(command.params()).isEmpty();
        assertThat(command.resultChunksV2()).isFalse();
        assertThat(command.noPubsubAfterDiscover()).isFalse();
        assertThat(command.deduplicable()).as("two empty ids name nothing").isFalse();
    }

    @Test
    void ignoresWhatANewerPartyAdds() throws WireException {
        Command command =
                parse("{\"action\":\"noop_ack\",\"newer\":{\"a\":1},\"params\":{\"newer\":[1],\"sightings\":[]}}");
        assertThat(Actions.NOOP_ACK.params().decode(command.params())).isEqualTo(NoopAck.Params.none());
    }

    @Test
    void chunksAreAgreedToByTheLiteralTrueOnly() throws WireException {
        assertThat(parse("{\"action\":\"a\",\"result_chunks_v2\":true}").resultChunksV2())
                .isTrue();
        for (String other : List.of("1", "\"true\"", "null", "false", "[]", "{\"x\":true}")) {
            Command command = parse("{\"action\":\"a\",\"result_chunks_v2\":" + other + "}");
            assertThat(command.resultChunksV2()).as(other).isFalse();
        }
        assertThat(parse("{\"action\":\"a\",\"params\":{\"result_chunks_v2\":true}}")
                        .resultChunksV2())
                .as("it stands beside the parameters")
                .isFalse();
    }

    @Test
    void takesTheOptOutFromTheCommandOrItsParameters() throws WireException {
        assertThat(parse("{\"action\":\"a\",\"no_pubsub_after_discover\":true}").noPubsubAfterDiscover())
                .isTrue();
        assertThat(parse("{\"action\":\"a\",\"params\":{\"no_pubsub_after_discover\":true}}")
                        .noPubsubAfterDiscover())
                .isTrue();
    }

    @Test
    void takesTheAnchorFromTheCommandElseFromItsParametersAndLowersIt() throws WireException {
        String upper = "A1".repeat(32);
        assertThat(parse("{\"action\":\"a\",\"anchor_aid\":\"" + upper + "\"}").anchorAid())
                .isEqualTo(Samples.ANCHOR.hex());
        assertThat(parse("{\"action\":\"a\",\"params\":{\"anchor_aid\":\"" + upper + "\"}}")
                        .anchorAid())
                .isEqualTo(Samples.ANCHOR.hex());
    }

    @Test
    void isDeduplicableOnlyIfBothIdsAreEqual() throws WireException {
        assertThat(parse("{\"action\":\"a\",\"command_id\":\"x\",\"params\":{\"request_id\":\"x\"}}")
                        .deduplicable())
                .isTrue();
        assertThat(parse("{\"action\":\"a\",\"command_id\":\"x\",\"params\":{\"request_id\":\"y\"}}")
                        .deduplicable())
                .isFalse();
        assertThat(parse("{\"action\":\"a\",\"command_id\":\"x\"}").deduplicable())
                .isFalse();
    }

    @Test
    void aRetransmitIsByteIdentical() throws WireException {
        Command command = Samples.command(Actions.SEND_DM, Samples.sendDm());
        assertThat(command.frame())
                .isEqualTo(Samples.command(Actions.SEND_DM, Samples.sendDm()).frame());
        Frame received = Frames.decode(command.frame()).orElseThrow();
        assertThat(received.encode()).isEqualTo(command.frame());
        assertThat(((Frame.Cmd) received).command().json()).isEqualTo(command.json());
    }

    @Test
    void hashesContentNotLayout() throws WireException {
        Command one = parse("{\"action\":\"a\",\"params\":{\"x\":1,\"y\":[2,{\"b\":1,\"a\":2}]}}");
        Command two = parse(" { \"params\" : {\"y\":[2,{\"a\":2,\"b\":1}], \"x\":1},\n \"action\":\"\\u0061\" } ");
        assertThat(two.hash()).isEqualTo(one.hash());
        assertThat(parse("{\"action\":\"a\",\"params\":{\"x\":2,\"y\":[2,{\"b\":1,\"a\":2}]}}")
                        .hash())
                .isNotEqualTo(one.hash());
        assertThat(parse("{\"action\":\"a\",\"unknown\":1}").hash())
                .as("unknown members count")
                .isNotEqualTo(parse("{\"action\":\"a\"}").hash());
    }

    /** The expected hash is Python's SHA-256 of json.dumps(…, sort_keys=True, separators=(",", ":")). */
    @Test
    void hashesAsUpstreamDoes() throws WireException {
        assertThat(parse("{\"params\":{\"b\":\"\u00e9\",\"a\":[1,true,null]},\"action\":\"x\"}")
                        .hash())
                .isEqualTo("835cc0e9fa27a46c250a918a204562dcb197ed20e89b47d30993cdbc7fee7e74");
    }

    @Test
    void survivesTextThatIsNoText() throws WireException {
        Command command = parse("{\"action\":\"a\",\"command_id\":\"\\ud800\"}");
        assertThat(command.hash()).hasSize(64);
        assertThat(Command.parse(command.json())).isEqualTo(command);
    }

    @Test
    void cannotBeMadeWithoutAnIdOrWithALongOne() {
        assertThatThrownBy(
                        () -> Command.of("", "sfo", Actions.GROUP_LIST, new Action.NoParams(), Samples.ANCHOR, false))
                .isInstanceOf(IllegalArgumentException.class);
        String tooLong = "r".repeat(257);
        assertThatThrownBy(() ->
                        Command.of(tooLong, "sfo", Actions.GROUP_LIST, new Action.NoParams(), Samples.ANCHOR, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("field command_id, in bytes, has 257, at most 256 allowed");
    }

    @Test
    void carriesTheOptOutAndTheAgreementToChunks() throws WireException {
        Command command = Command.of("id", "*", Actions.DISCOVER, Discover.Params.none(), Samples.ANCHOR, true);
        Command received = Command.parse(command.json());
        assertThat(received.noPubsubAfterDiscover()).isTrue();
        assertThat(received.resultChunksV2()).isTrue();
        assertThat(received.anchorAid()).isEqualTo(Samples.ANCHOR.hex());
        assertThat(received.deduplicable()).isTrue();
    }

    @Test
    void keepsItsBytesToItself() throws WireException {
        Command command = parse("{\"action\":\"a\"}");
        command.json()[0] = 'x';
        assertThat(command.json()[0]).isEqualTo((byte) '{');
    }

    private static Command parse(String json) throws WireException {
        return Command.parse(json.getBytes(StandardCharsets.UTF_8));
    }
}
