package dev.x0xtest.wire.frame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.action.Action;
import dev.x0xtest.wire.action.Actions;
import dev.x0xtest.wire.json.Codec;
import dev.x0xtest.wire.result.ResultDetails;
import dev.x0xtest.wire.result.ResultKinds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Decodes real frames with random damage. Each must yield a value or a {@link WireException}, nothing else.
 * {@code -Dwire.seed=N} repeats a run.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class FrameMutationTest {
    private static final int MUTATIONS = 20_000;

    private final long seed = Long.getLong("wire.seed", new Random().nextLong());
    private final Random random = new Random(seed);
    private final Map<WireException.Kind, Integer> refused = new EnumMap<>(WireException.Kind.class);
    private int values;

    @Test
    void aDamagedFrameIsAValueOrAWireException() {
        System.out.println("FrameMutationTest seed: " + seed);
        List<byte[]> originals = originals();
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] original = originals.get(random.nextInt(originals.size()));
            byte[] damaged = random.nextBoolean() ? damage(original) : damageWithin(original);
            try {
                decode(damaged);
            } catch (RuntimeException | Error e) {
                throw new AssertionError("seed " + seed + ", mutation " + i + ": " + base64(damaged), e);
            }
        }
        assertThat(values).as("still valid, seed %d", seed).isPositive();
        assertThat(refused)
                .as("seed %d", seed)
                .containsKeys(WireException.Kind.BAD_BASE64, WireException.Kind.BAD_JSON);
    }

    @Test
    void everyPrefixOfARealFrameIsAValueOrAWireException() {
        for (byte[] original : originals()) {
            for (int length = 0; length < Math.min(original.length, 3_000); length++) {
                decode(Arrays.copyOf(original, length));
            }
        }
        assertThat(refused).isNotEmpty();
    }

    private void decode(byte[] damaged) {
        try {
            Frame frame = Frames.decode(damaged).orElse(null);
            values++;
            if (frame != null) {
                assertThat(Frames.decode(frame.encode())).as("seed %d", seed).contains(frame);
                details(frame);
            }
        } catch (WireException e) {
            assertThat(e.getMessage()).doesNotContain("\n").hasSizeLessThan(400);
            refused.merge(e.kind(), 1, Integer::sum);
        }
    }

    private static void details(Frame frame) throws WireException {
        if (frame instanceof Frame.Cmd command) {
            Action<?, ?> action = Actions.all().find(command.command().action()).orElse(Actions.SEND_DM);
            action.params().decode(command.command().params());
        } else if (frame instanceof Frame.Res result) {
            boolean receipt = result.result().kind().equals(ResultKinds.RECEIVED_DM);
            Codec<?> codec = receipt ? ResultDetails.RECEIPT : Actions.SEND_DM.details();
            codec.decode(result.result().details());
        }
    }

    private static List<byte[]> originals() {
        List<byte[]> originals = new ArrayList<>(RecordedFrames.frames());
        Samples.golden().forEach((name, bytes) -> {
            if (name.endsWith(".frame")) {
                originals.add(bytes);
            }
        });
        Samples.commands().values().forEach(command -> originals.add(command.frame()));
        Samples.results().values().forEach(result -> originals.add(new Frame.Res(result).encode()));
        return originals;
    }

    /** Damages the JSON inside the frame and keeps the base64 valid. */
    private byte[] damageWithin(byte[] frame) {
        int bar = lastBar(frame);
        try {
            byte[] json = Base64.getDecoder().decode(Arrays.copyOfRange(frame, bar + 1, frame.length));
            return concatenate(
                    Arrays.copyOf(frame, bar + 1), Base64.getEncoder().encode(damage(json)));
        } catch (IllegalArgumentException e) {
            return damage(frame);
        }
    }

    private byte[] damage(byte[] bytes) {
        byte[] damaged = bytes;
        for (int i = 1 + random.nextInt(3); i > 0 && damaged.length > 1; i--) {
            damaged = damageOnce(damaged, random.nextInt(damaged.length), random.nextInt(damaged.length));
        }
        return damaged;
    }

    private byte[] damageOnce(byte[] bytes, int one, int two) {
        int from = Math.min(one, two);
        int to = Math.max(one, two);
        return switch (random.nextInt(5)) {
            case 0 -> replaced(bytes, one, (byte) random.nextInt(256));
            case 1 -> replaced(bytes, one, (byte) "|\"{}[],:\\0-".charAt(random.nextInt(11)));
            case 2 -> Arrays.copyOf(bytes, to);
            case 3 -> concatenate(Arrays.copyOf(bytes, from), Arrays.copyOfRange(bytes, to, bytes.length));
            default -> concatenate(Arrays.copyOf(bytes, to), Arrays.copyOfRange(bytes, from, bytes.length));
        };
    }

    private static byte[] replaced(byte[] bytes, int position, byte value) {
        byte[] copy = bytes.clone();
        copy[position] = value;
        return copy;
    }

    private static byte[] concatenate(byte[] left, byte[] right) {
        byte[] both = Arrays.copyOf(left, left.length + right.length);
        System.arraycopy(right, 0, both, left.length, right.length);
        return both;
    }

    private static int lastBar(byte[] frame) {
        int bar = frame.length - 1;
        while (frame[bar] != '|') {
            bar--;
        }
        return bar;
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
