package dev.x0xtest.runner.result;

import dev.x0xtest.wire.WireLimits;
import dev.x0xtest.wire.frame.Frame;
import dev.x0xtest.wire.frame.ResultWire;
import dev.x0xtest.wire.json.WireJson;
import dev.x0xtest.wire.result.Failure;
import dev.x0xtest.wire.result.FailureKinds;
import dev.x0xtest.wire.result.Outcome;
import dev.x0xtest.wire.result.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * What to try for one result, first to last, until one works: direct messages, whole or in chunks; the results topic; and
 * where neither can carry it, a small result that says so. Pure.
 */
final class DeliverySteps {
    private DeliverySteps() {}

    sealed interface Step {}

    /** All of these as direct messages, in any order. */
    record Direct(List<byte[]> frames) implements Step {}

    /** The whole, as it is, on the results topic. */
    @SuppressWarnings("ArrayRecordComponent") // handed straight to a publication
    record Topic(byte[] json) implements Step {}

    /** A direct message that says why the result itself does not come. */
    record Refusal(Result result) implements Step {
        byte[] frame() {
            return new Frame.Res(result).encode();
        }
    }

    /**
     * Plans one result; never empty.
     *
     * @param chunks the coordinator said that it reassembles {@code res2}
     * @param topic the results topic may be used for it
     * @param transferId asked at most once; unique per call
     */
    static List<Step> of(Result result, boolean chunks, boolean topic, Supplier<String> transferId) {
        ResultWire.Encoded encoded = ResultWire.encode(result, chunks, transferId);
        List<Step> steps = new ArrayList<>();
        if (encoded instanceof ResultWire.Single single) {
            steps.add(new Direct(List.of(single.frame())));
            addTopic(steps, result.toJson(), topic);
            return steps;
        }
        if (encoded instanceof ResultWire.Chunked chunked) {
            steps.add(new Direct(chunked.frames()));
        }
        byte[] json = result.toJson();
        addTopic(steps, json, topic);
        Result refusal = refusal(result, sentence(json.length, chunksState(chunks, encoded), topic));
        steps.add(new Refusal(refusal));
        addTopic(steps, refusal.toJson(), topic);
        return steps;
    }

    private static void addTopic(List<Step> steps, byte[] json, boolean topic) {
        if (topic && json.length <= WireLimits.TOPIC_RESULT_BYTES) {
            steps.add(new Topic(json));
        }
    }

    private static String sentence(int bytes, String chunksState, boolean topic) {
        String topicState = "did not take it";
        if (!topic) {
            topicState = "is not in use";
        } else if (bytes > WireLimits.TOPIC_RESULT_BYTES) {
            topicState = "takes " + WireLimits.TOPIC_RESULT_BYTES;
        }
        return "the result has " + bytes + " bytes: a direct message takes " + WireLimits.RESULT_FRAME_JSON_BYTES
                + ", chunks " + chunksState + ", the results topic " + topicState;
    }

    private static String chunksState(boolean chunks, ResultWire.Encoded encoded) {
        if (encoded instanceof ResultWire.Chunked) {
            return "did not get through";
        }
        return chunks ? "take " + WireLimits.RESULT_BYTES : "were not agreed";
    }

    private static Result refusal(Result result, String sentence) {
        return new Result(
                result.kind(),
                result.commandId(),
                result.requestId(),
                Outcome.failed(Failure.of(FailureKinds.TOO_LARGE, sentence)),
                null,
                WireJson.object(),
                result.node(),
                result.agentId(),
                result.machineId(),
                result.tsMs());
    }
}
