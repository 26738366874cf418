package dev.x0xtest.serve.history.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class StateCodecTest {
    private static final long SEED = Long.getLong("codec.seed", 17);

    static List<PairState> states(SplittableRandom random) {
        List<PairState> states = new ArrayList<>();
        int size = random.nextInt(40);
        int dst = 0;
        for (int at = 0; at < size; at++) {
            long seen = 1_772_323_200_000L + random.nextInt(1_000_000_000);
            int run = 1_000 + random.nextInt(1_000);
            dst += 1 + random.nextInt(3);
            states.add(new PairState(
                    dst,
                    random.nextBoolean() ? 'p' : 'M',
                    random.nextBoolean() ? 'p' : 'r',
                    random.nextInt(3) - 1,
                    seen,
                    run,
                    seen - random.nextInt(1_000_000_000),
                    run - random.nextInt(1_000)));
        }
        return states;
    }

    @Test
    void theSameStatesComeBack() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int round = 0; round < 2_000; round++) {
            List<PairState> states = states(random);
            assertThat(StateCodec.decode(StateCodec.encode(states)))
                    .as("-Dcodec.seed=%d, round %d", SEED, round)
                    .isEqualTo(states);
        }
    }
}
