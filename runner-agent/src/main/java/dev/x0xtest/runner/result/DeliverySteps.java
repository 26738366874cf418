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
 * The ways to deliver one result, in order of preference: direct messages, whole or in chunks; the results topic; and a
 * small result that reports why neither worked. Pure.
 */
final class DeliverySteps {
    private DeliverySteps() {}

    sealed interface Step {}

    /** Send all of these frames as direct messages, in any order. */
    record Direct(List<byte[]> frames) implements Step {}

    /** Publish the whole result on the results topic. */
    @SuppressWarnings("ArrayRecordComponent") // passed on to a publish, never compared
    record Topic(byte[] json) implements Step {}

    /** Send a direct message that says why the result is missing. */
    record Refusal(Result result) implements Step {
        byte[] frame() {
            return new Frame.Res(result).encode();
        }
    }

    /**
     * The steps for one result; at least one.
     *
     * @param chunks whether the coordinator reassembles {@code res2}
     * @param topic whether the results topic may be used
     * @param transferId called at most once; must return a new id each time
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
