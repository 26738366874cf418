package dev.x0xtest.serve.history.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.x0xtest.serve.history.record.CellFigures;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Blobs: the same cells come back, and old bytes are read for good. */
class RunCodecTest {
    private static final long SEED = Long.getLong("codec.seed", 17);

    static CellFigures cell(SplittableRandom random, int dst) {
        boolean times = random.nextInt(4) > 0;
        int p50 = times ? random.nextInt(200_000_000) : -1;
        int p90 = times && random.nextBoolean() ? p50 + random.nextInt(5_000) : -1;
        int max = times ? Math.max(p50, p90) + random.nextInt(1_000_000) : -1;
        int kind = random.nextInt(10);
        return new CellFigures(
                dst,
                "pLWACIRMNU".charAt(kind),
                kind == 0 ? 'p' : kind < 8 ? 'r' : 'u',
                random.nextInt(30),
                random.nextInt(3),
                random.nextInt(2),
                p50,
                p90,
                max);
    }

    static List<CellFigures> cells(SplittableRandom random, int most) {
        List<CellFigures> cells = new ArrayList<>();
        int size = random.nextInt(most + 1);
        int dst = random.nextInt(5);
        for (int at = 0; at < size; at++) {
            cells.add(cell(random, dst));
            dst += 1 + (random.nextInt(3) == 0 ? random.nextInt(40) : 0);
        }
        return cells;
    }

    @Test
    void theSameCellsComeBack() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int round = 0; round < 2_000; round++) {
            List<CellFigures> cells = cells(random, 60);
            assertThat(RunCodec.decode(RunCodec.encode(cells)))
                    .as("-Dcodec.seed=%d, round %d", SEED, round)
                    .isEqualTo(cells);
        }
    }

    @Test
    void oneCellComesBackAlone() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int round = 0; round < 500; round++) {
            List<CellFigures> cells = cells(random, 60);
            byte[] blob = RunCodec.encode(cells);
            for (int dst = 0; dst < 70; dst++) {
                int wanted = dst;
                assertThat(RunCodec.decode(blob, dst))
                        .as("-Dcodec.seed=%d, round %d, destination %d", SEED, round, dst)
                        .isEqualTo(cells.stream()
                                .filter(cell -> cell.dst() == wanted)
                                .findFirst());
            }
        }
    }

    @Test
    void aLaterVersionIsNotRead() {
        byte[] blob = RunCodec.encode(List.of());
        blob[0] = 2;
        assertThatThrownBy(() -> RunCodec.decode(blob))
                .isInstanceOf(CodecException.class)
                .hasMessage("a blob of version 2, not 1");
    }

    /** These bytes are in databases: never change them. */
    @Test
    void theBytesOfVersionOneAreReadForGood() {
        List<CellFigures> cells = List.of(
                new CellFigures(0, 'p', 'p', 1, 0, 0, 12_345, -1, 12_345),
                new CellFigures(1, 'M', 'r', 0, 1, 0, -1, -1, -1),
                new CellFigures(5, 'p', 'p', 20, 0, 0, 900, 1_800, 70_000));
        String golden = "0100030001030001002e000102002801000200000001f2c00101880e010101880e010001d8b708";
        assertThat(HexFormat.of().formatHex(RunCodec.encode(cells))).isEqualTo(golden);
        assertThat(RunCodec.decode(HexFormat.of().parseHex(golden))).isEqualTo(cells);
    }

    @Test
    void aRotationOfSixteenTakesFewBytes() {
        SplittableRandom random = new SplittableRandom(SEED);
        List<CellFigures> cells = new ArrayList<>();
        for (int at = 0; at < 16; at++) {
            int us = 1_000 + random.nextInt(250_000);
            cells.add(new CellFigures(300 + 7 * at, 'p', 'p', 1, 0, 0, us, -1, us));
        }
        assertThat(RunCodec.encode(cells).length).isLessThan(120);
    }
}
