package dev.x0xtest.wire.frame;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.testkit.fuzz.Fuzz;
import dev.x0xtest.testkit.fuzz.FuzzTarget;
import dev.x0xtest.wire.FrameKind;
import dev.x0xtest.wire.FrameText;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.action.Action;
import dev.x0xtest.wire.action.ActionRegistry;
import dev.x0xtest.wire.action.Actions;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.json.Codec;
import dev.x0xtest.wire.plan.PlanActions;
import dev.x0xtest.wire.result.Chunks;
import dev.x0xtest.wire.result.Result;
import dev.x0xtest.wire.result.ResultChunk;
import dev.x0xtest.wire.result.ResultDetails;
import dev.x0xtest.wire.result.ResultReassembler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Decodes damaged frames of real runs. Each is a value, which comes back from its own bytes, or a {@link WireException}. */
class FrameFuzzTest {
    private static final ActionRegistry ACTIONS = PlanActions.registerIn(Actions.all());
    private static final List<ResultChunk> CHUNKS = Chunks.of(Samples.large(40_000), "t");

    static Stream<FuzzTarget> targets() {
        List<byte[]> frames = originals();
        List<byte[]> chunks = CHUNKS.stream().map(ResultChunk::toJson).toList();
        return Stream.of(
                FuzzTarget.of("frames", frames, WireException.class, FrameFuzzTest::frame),
                FuzzTarget.of(
                        "commands in frames", golden("cmd-", ".json"), WireException.class, FrameFuzzTest::command),
                FuzzTarget.of("results in frames", golden("res-", ".json"), WireException.class, FrameFuzzTest::result),
                FuzzTarget.of("chunks in frames", chunks, WireException.class, FrameFuzzTest::chunk)
                        .oneOf(10));
    }

    @ParameterizedTest
    @MethodSource("targets")
    void whatIsDamagedIsAValueOrAWireException(FuzzTarget target) {
        Fuzz.run(target);
    }

    @Test
    void everyPrefixOfARealFrameIsAValueOrAWireException() {
        int refused = 0;
        for (byte[] original : originals()) {
            for (int length = 0; length < Math.min(original.length, 3_000); length++) {
                try {
                    frame(Arrays.copyOf(original, length));
                } catch (WireException e) {
                    refused++;
                }
            }
        }
        assertThat(refused).isPositive();
    }

    private static boolean frame(byte[] damaged) throws WireException {
        Frame frame = Frames.decode(damaged).orElse(null);
        if (frame == null) {
            return false;
        }
        // Bytes are compared: a number beyond all bounds, such as 1e999, is written as the text "Infinity".
        byte[] again = frame.encode();
        assertThat(Frames.decode(again).orElseThrow().encode()).isEqualTo(again);
        if (frame instanceof Frame.Cmd command) {
            details(command.command());
        } else if (frame instanceof Frame.Res result) {
            details(result.result());
        }
        return true;
    }

    private static boolean command(byte[] damaged) throws WireException {
        return frame(FrameText.wrap(FrameKind.COMMAND, damaged));
    }

    private static boolean result(byte[] damaged) throws WireException {
        return frame(FrameText.wrap(FrameKind.RESULT, damaged));
    }

    /** A chunk of a result that is awaited, before and after the other chunks. */
    private static boolean chunk(byte[] damaged) throws WireException {
        ResultChunk chunk = ResultChunk.parse(damaged);
        assertThat(Frames.decode(new Frame.Res2(chunk).encode())).contains(new Frame.Res2(chunk));
        ResultReassembler reassembler = new ResultReassembler();
        reassembler.register(Samples.REQUEST, Set.of(Samples.SFO), 1_000, 0);
        boolean whole = reassembler.accept(Samples.SFO, chunk, 1).isPresent();
        for (ResultChunk other : CHUNKS) {
            whole |= reassembler.accept(Samples.SFO, other, 2).isPresent();
        }
        reassembler.accept(Samples.SFO, chunk, 3);
        reassembler.deregister(Samples.REQUEST);
        assertThat(reassembler.bufferedBytes()).isZero();
        return whole;
    }

    private static void details(Command command) {
        Action<?, ?> action = ACTIONS.find(command.action()).orElse(Actions.SEND_DM);
        read(action.params(), command.params());
    }

    /** By the codec of every answer: a runner chooses the kind of its own. */
    private static void details(Result result) {
        read(ResultDetails.RECEIPT, result.details());
        ACTIONS.all().forEach(action -> read(action.details(), result.details()));
    }

    /** What is inside may be of another kind. */
    private static void read(Codec<?> codec, ObjectNode object) {
        try {
            codec.decode(object);
        } catch (WireException e) {
            assertThat(e).hasMessageNotContaining("\n");
        }
    }

    private static List<byte[]> golden(String prefix, String suffix) {
        List<byte[]> files = new ArrayList<>();
        Samples.golden().forEach((name, bytes) -> {
            if (name.startsWith(prefix) && name.endsWith(suffix)) {
                files.add(bytes);
            }
        });
        return files;
    }

    private static List<byte[]> originals() {
        List<byte[]> originals = new ArrayList<>(RecordedFrames.frames());
        originals.addAll(golden("", ".frame"));
        Samples.commands().values().forEach(command -> originals.add(command.frame()));
        Samples.results().values().forEach(result -> originals.add(new Frame.Res(result).encode()));
        return originals;
    }
}
