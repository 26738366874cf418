package dev.x0xtest.wire.frame;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.action.Actions;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.action.SendDm;
import dev.x0xtest.wire.json.WireJson;
import dev.x0xtest.wire.result.Outcome;
import dev.x0xtest.wire.result.Result;
import dev.x0xtest.wire.result.ResultDetails;
import dev.x0xtest.wire.result.ResultKinds;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Decodes every frame that upstream's harness sent on a real mesh, and checks that encoding preserves it. */
class RecordedStreamsTest {
    static Stream<Arguments> countsPerFile() {
        return Stream.of(
                Arguments.of("sse-direct-events-backfill.txt", Map.of("hop", 5, "not ours", 2)),
                Arguments.of("sse-direct-events-blocked-sender.txt", Map.of()),
                Arguments.of(
                        "sse-direct-events-nyc.txt",
                        Map.of("res discover_reply", 3, "res send_result", 6, "res received_dm", 6, "hop", 2)),
                Arguments.of("sse-direct-events-sfo.txt", Map.of("cmd send_dm", 2, "hop", 2)));
    }

    @ParameterizedTest
    @MethodSource("countsPerFile")
    void readsEveryDirectMessageOfAStream(String file, Map<String, Integer> expected) throws WireException {
        Map<String, Integer> counts = new TreeMap<>();
        for (byte[] payload : RecordedFrames.payloads(file)) {
            counts.merge(kind(Frames.decode(payload)), 1, Integer::sum);
        }
        assertThat(counts).as("frames of %s by kind", file).containsExactlyInAnyOrderEntriesOf(new HashMap<>(expected));
    }

    @Test
    void readsEveryTopicMessageAsACommand() throws WireException {
        Map<String, Integer> counts = new TreeMap<>();
        for (byte[] payload : RecordedFrames.topicMessages().toList()) {
            assertThat(Frames.decode(payload)).as("topics carry bare JSON").isEmpty();
            Command command = Command.parse(payload);
            assertThat(command.anchorAid()).hasSize(AgentId.LENGTH);
            counts.merge(command.action() + " for " + command.targetNode(), 1, Integer::sum);
        }
        assertThat(counts)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "discover for nyc",
                        2,
                        "discover for sfo",
                        2,
                        "discover for helsinki",
                        2,
                        "send_dm for nyc",
                        4));
    }

    @Test
    void writesEveryFrameSoThatItReadsTheSame() throws WireException {
        int count = 0;
        for (byte[] payload : RecordedFrames.frames()) {
            Frame frame = Frames.decode(payload).orElseThrow();
            assertThat(Frames.decode(frame.encode())).contains(frame);
            if (frame instanceof HopFrame || frame instanceof Frame.Cmd) {
                assertThat(frame.encode()).isEqualTo(payload);
            } else {
                assertThat(json(frame.encode())).isEqualTo(json(payload));
            }
            count++;
        }
        assertThat(count).as("frames in all streams").isEqualTo(26);
    }

    @Test
    void decodesTheDetailsOfEveryResult() throws WireException {
        int sent = 0;
        int received = 0;
        for (byte[] payload : RecordedFrames.payloads("sse-direct-events-nyc.txt")) {
            if (Frames.decode(payload).orElseThrow() instanceof Frame.Res frame) {
                Result result = frame.result();
                assertThat(result.outcome()).isEqualTo(Outcome.ok());
                if (result.kind().equals(ResultKinds.SEND_RESULT)) {
                    SendDm.Details details = Actions.SEND_DM.details().decode(result.details());
                    assertThat(details.path()).isEqualTo("raw_quic_acked");
                    assertThat(details.runnerAttempts()).isEqualTo(1);
                    sent++;
                }
                if (result.kind().equals(ResultKinds.RECEIVED_DM)) {
                    ResultDetails.Receipt details = ResultDetails.RECEIPT.decode(result.details());
                    assertThat(details.verified()).isTrue();
                    assertThat(details.via()).isEqualTo(Receipts.VIA_HOP);
                    assertThat(details.payloadSha256()).isNull();
                    received++;
                }
            }
        }
        assertThat(sent).isEqualTo(6);
        assertThat(received).isEqualTo(6);
    }

    @Test
    void decodesTheParametersOfEveryCommand() throws WireException {
        int commands = 0;
        for (byte[] payload : RecordedFrames.payloads("sse-direct-events-sfo.txt")) {
            if (Frames.decode(payload).orElseThrow() instanceof Frame.Cmd frame) {
                Command command = frame.command();
                SendDm.Params params = Actions.SEND_DM.params().decode(command.params());
                assertThat(params.rawQuicReceiveAckMs()).isEqualTo(12_000);
                assertThat(params.preferRawQuicIfConnected()).isTrue();
                assertThat(params.plane()).isNull();
                assertThat(command.resultChunksV2()).isTrue();
                assertThat(command.deduplicable())
                        .as("upstream's matrix ids differ")
                        .isFalse();
                commands++;
            }
        }
        assertThat(commands).isEqualTo(2);
    }

    private static String kind(Optional<Frame> frame) {
        return frame.map(RecordedStreamsTest::kind).orElse("not ours");
    }

    private static String kind(Frame frame) {
        if (frame instanceof Frame.Cmd command) {
            return "cmd " + command.command().action();
        }
        if (frame instanceof Frame.Res result) {
            return "res " + result.result().kind();
        }
        return frame instanceof HopFrame ? "hop" : frame.getClass().getSimpleName();
    }

    private static ObjectNode json(byte[] frame) throws WireException {
        String text = new String(frame, java.nio.charset.StandardCharsets.US_ASCII);
        return WireJson.parseObject(Base64.getDecoder().decode(text.substring(text.lastIndexOf('|') + 1)));
    }
}
