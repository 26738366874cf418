package dev.x0xtest.serve.history.codec;

import dev.x0xtest.serve.history.record.CellFigures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * The sums of one source over a day by hours, or over a month by days, as a blob. Version 1: the destinations; of each the
 * slots that it has, as bits; then the columns of {@link RunCodec} over all of them, by destination and slot. Times are
 * rounded to {@link Steps}; a median stands as the difference to the slot before.
 */
public final class SumCodec {
    private static final int VERSION = 1;

    private SumCodec() {}

    /** The blob of these sums. */
    public static byte[] encode(Sums sums) {
        Packer packer = new Packer();
        packer.ascending(sums.cells().keySet().stream().mapToInt(dst -> dst).toArray());
        packer.column(sums.cells().values().stream().mapToLong(SumCodec::bits).toArray());
        List<CellFigures> all = new ArrayList<>();
        sums.cells().values().forEach(slots -> all.addAll(slots.values()));
        column(packer, all, cell -> Letters.code(cell.letter(), cell.outcome()));
        column(packer, all, CellFigures::proven);
        column(packer, all, CellFigures::refuted);
        column(packer, all, CellFigures::unobserved);
        packer.column(differences(all));
        column(packer, all, cell -> above(cell, cell.p90Us()));
        column(packer, all, cell -> above(cell, cell.maxUs()));
        return packer.blob(VERSION);
    }

    private static long bits(SortedMap<Integer, CellFigures> slots) {
        long bits = 0;
        for (int slot : slots.keySet()) {
            bits |= 1L << slot;
        }
        return bits;
    }

    private static void column(Packer packer, List<CellFigures> cells, ToLongFunction<CellFigures> value) {
        packer.column(cells.stream().mapToLong(value).toArray());
    }

    private static long[] differences(List<CellFigures> cells) {
        long[] differences = new long[cells.size()];
        long before = 0;
        for (int at = 0; at < differences.length; at++) {
            long step = Steps.of(cells.get(at).p50Us());
            differences[at] = step - before;
            before = step;
        }
        return differences;
    }

    private static long above(CellFigures cell, int us) {
        return us < 0 ? -1 : Steps.of(us) - Steps.of(cell.p50Us());
    }

    /**
     * The sums of a blob.
     *
     * @throws CodecException if it is no such blob
     */
    public static Sums decode(byte[] blob) {
        Columns columns = new Columns(blob);
        SortedMap<Integer, SortedMap<Integer, CellFigures>> cells = new TreeMap<>();
        for (int place = 0; place < columns.dst.length; place++) {
            cells.put(columns.dst[place], columns.slots(place));
        }
        return new Sums(cells);
    }

    /**
     * The figures of one destination by slot, ascending; empty: the blob has none.
     *
     * @throws CodecException if it is no such blob
     */
    public static SortedMap<Integer, CellFigures> decode(byte[] blob, int dst) {
        Columns columns = new Columns(blob);
        int wanted = Arrays.binarySearch(columns.dst, dst);
        for (int place = 0; place < wanted; place++) {
            columns.pass(place);
        }
        return wanted < 0 ? Collections.emptySortedMap() : columns.slots(wanted);
    }

    /** The columns of a blob; places are read or passed in order. */
    private static final class Columns {
        private final int[] dst;
        private final long[] bits;
        private final long[] code;
        private final long[] proven;
        private final long[] refuted;
        private final long[] unobserved;
        private final long[] p50;
        private final long[] p90;
        private final long[] max;
        private int at;
        private long step;

        Columns(byte[] blob) {
            Unpacker unpacker = Unpacker.of(blob, VERSION);
            dst = unpacker.ascending();
            bits = unpacker.column(dst.length);
            int size = size(bits);
            code = unpacker.column(size);
            proven = unpacker.column(size);
            refuted = unpacker.column(size);
            unobserved = unpacker.column(size);
            p50 = unpacker.column(size);
            p90 = unpacker.column(size);
            max = unpacker.column(size);
            unpacker.end();
        }

        private static int size(long[] bits) {
            long size = 0;
            for (long one : bits) {
                if (one <= 0 || one >= 1L << Sums.MOST_SLOTS) {
                    throw new CodecException("slots that are out of range");
                }
                size += Long.bitCount(one);
            }
            if (size > (long) Unpacker.MOST_NUMBERS * Sums.MOST_SLOTS) {
                throw new CodecException("more slots than a blob has");
            }
            return (int) size;
        }

        void pass(int place) {
            for (int left = Long.bitCount(bits[place]); left > 0; left--) {
                step += p50[at++];
            }
        }

        SortedMap<Integer, CellFigures> slots(int place) {
            SortedMap<Integer, CellFigures> slots = new TreeMap<>();
            for (int slot = 0; slot < Sums.MOST_SLOTS; slot++) {
                if (((bits[place] >> slot) & 1) == 1) {
                    slots.put(slot, cell(dst[place]));
                }
            }
            return slots;
        }

        private CellFigures cell(int of) {
            int now = at++;
            step += p50[now];
            return RunCodec.cell(
                    of,
                    code[now],
                    Unpacker.count(proven[now]),
                    Unpacker.count(refuted[now]),
                    Unpacker.count(unobserved[now]),
                    Steps.us(step),
                    p90[now] < 0 ? -1 : Steps.us(step + p90[now]),
                    max[now] < 0 ? -1 : Steps.us(step + max[now]));
        }
    }
}
