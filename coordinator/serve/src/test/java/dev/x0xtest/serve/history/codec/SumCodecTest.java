package dev.x0xtest.serve.history.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.x0xtest.serve.history.record.CellFigures;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Sums of hours and days: what they add up to, and their blobs. */
class SumCodecTest {
    private static final long SEED = Long.getLong("codec.seed", 17);

    private static CellFigures one(char letter, char outcome, int us) {
        boolean proven = outcome == 'p';
        return new CellFigures(
                7, letter, outcome, proven ? 1 : 0, outcome == 'r' ? 1 : 0, outcome == 'u' ? 1 : 0, us, -1, us);
    }

    static Sums sums(SplittableRandom random) {
        Sums sums = Sums.none();
        for (int slot = 0; slot < Sums.MOST_SLOTS; slot += 1 + random.nextInt(6)) {
            sums = sums.with(slot, RunCodecTest.cells(random, 20));
        }
        return sums;
    }

    @Test
    void countsAddUpAndTheWorstOutcomeStays() {
        Summing summing = new Summing();
        summing.add(List.of(one('p', 'p', 100)));
        summing.add(List.of(one('M', 'r', -1)));
        summing.add(List.of(one('U', 'u', -1)));
        summing.add(List.of(one('p', 'p', 300)));
        assertThat(summing.figures()).containsExactly(new CellFigures(7, 'M', 'r', 2, 1, 1, 100, -1, 300));
    }

    @Test
    void percentilesOfSingleSamplesAreExact() {
        Summing summing = new Summing();
        for (int us = 100; us >= 1; us--) {
            summing.add(List.of(one('p', 'p', us)));
        }
        assertThat(summing.figures()).containsExactly(new CellFigures(7, 'p', 'p', 100, 0, 0, 50, 90, 100));
    }

    @Test
    void slotsComeBackWithTimesThatDifferByLittle() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int round = 0; round < 300; round++) {
            Sums sums = sums(random);
            Sums back = SumCodec.decode(SumCodec.encode(sums));
            for (int slot = 0; slot < Sums.MOST_SLOTS; slot++) {
                List<CellFigures> wanted = sums.at(slot);
                List<CellFigures> found = back.at(slot);
                assertThat(found).as("-Dcodec.seed=%d, round %d", SEED, round).hasSameSizeAs(wanted);
                for (int at = 0; at < wanted.size(); at++) {
                    alike(found.get(at), wanted.get(at));
                }
            }
            assertThat(SumCodec.encode(back)).isEqualTo(SumCodec.encode(sums));
            byte[] blob = SumCodec.encode(sums);
            for (int dst = 0; dst < 40; dst++) {
                int wanted = dst;
                SortedMap<Integer, CellFigures> slots = new TreeMap<>();
                for (int slot = 0; slot < Sums.MOST_SLOTS; slot++) {
                    int at = slot;
                    back.at(slot).stream().filter(cell -> cell.dst() == wanted).forEach(cell -> slots.put(at, cell));
                }
                assertThat(SumCodec.decode(blob, dst)).isEqualTo(slots);
            }
        }
    }

    private static void alike(CellFigures found, CellFigures wanted) {
        assertThat(found.dst()).isEqualTo(wanted.dst());
        assertThat(found.letter()).isEqualTo(wanted.letter());
        assertThat(found.proven()).isEqualTo(wanted.proven());
        assertThat(found.refuted()).isEqualTo(wanted.refuted());
        assertThat(found.unobserved()).isEqualTo(wanted.unobserved());
        assertThat((double) found.p50Us()).isCloseTo(wanted.p50Us(), within(Math.max(0.5, wanted.p50Us() * 0.016)));
        assertThat((double) found.maxUs()).isCloseTo(wanted.maxUs(), within(Math.max(0.5, wanted.maxUs() * 0.016)));
    }

    @Test
    void aSlotIsReplacedAsAWhole() {
        Sums sums = Sums.none().with(3, List.of(one('p', 'p', 9))).with(3, List.of());
        assertThat(sums.isEmpty()).isTrue();
        assertThat(SumCodec.decode(SumCodec.encode(sums)).isEmpty()).isTrue();
    }
}
