package dev.x0xtest.serve.history.codec;

import dev.x0xtest.serve.history.record.CellFigures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * The cells of one source in one run as a blob. Version 1: the destinations, then a column each for outcome, proven, refuted
 * and unobserved samples, median, and how far the 90th percentile and the longest time lie above it.
 */
public final class RunCodec {
    private static final int VERSION = 1;

    private RunCodec() {}

    /** The blob of cells that are ascending by destination. */
    public static byte[] encode(List<CellFigures> cells) {
        Packer packer = new Packer();
        packer.ascending(cells.stream().mapToInt(CellFigures::dst).toArray());
        column(packer, cells, cell -> Letters.code(cell.letter(), cell.outcome()));
        column(packer, cells, CellFigures::proven);
        column(packer, cells, CellFigures::refuted);
        column(packer, cells, CellFigures::unobserved);
        column(packer, cells, CellFigures::p50Us);
        column(packer, cells, cell -> above(cell, cell.p90Us()));
        column(packer, cells, cell -> above(cell, cell.maxUs()));
        return packer.blob(VERSION);
    }

    private static void column(Packer packer, List<CellFigures> cells, ToLongFunction<CellFigures> value) {
        packer.column(cells.stream().mapToLong(value).toArray());
    }

    private static long above(CellFigures cell, int us) {
        return us < 0 ? -1 : (long) us - cell.p50Us();
    }

    /**
     * The cells of a blob, ascending by destination.
     *
     * @throws CodecException if it is no such blob
     */
    public static List<CellFigures> decode(byte[] blob) {
        Columns columns = new Columns(blob);
        List<CellFigures> cells = new ArrayList<>(columns.dst.length);
        for (int at = 0; at < columns.dst.length; at++) {
            cells.add(columns.cell(at));
        }
        return cells;
    }

    /**
     * The cell of one destination; empty: the blob has none.
     *
     * @throws CodecException if it is no such blob
     */
    public static Optional<CellFigures> decode(byte[] blob, int dst) {
        Columns columns = new Columns(blob);
        int at = Arrays.binarySearch(columns.dst, dst);
        return at < 0 ? Optional.empty() : Optional.of(columns.cell(at));
    }

    /** The columns of a blob. */
    private static final class Columns {
        private final int[] dst;
        private final long[] code;
        private final long[] proven;
        private final long[] refuted;
        private final long[] unobserved;
        private final long[] p50;
        private final long[] p90;
        private final long[] max;

        Columns(byte[] blob) {
            Unpacker unpacker = Unpacker.of(blob, VERSION);
            dst = unpacker.ascending();
            code = unpacker.column(dst.length);
            proven = unpacker.column(dst.length);
            refuted = unpacker.column(dst.length);
            unobserved = unpacker.column(dst.length);
            p50 = unpacker.column(dst.length);
            p90 = unpacker.column(dst.length);
            max = unpacker.column(dst.length);
            unpacker.end();
        }

        CellFigures cell(int at) {
            int median = Unpacker.time(p50[at]);
            return RunCodec.cell(
                    dst[at],
                    code[at],
                    Unpacker.count(proven[at]),
                    Unpacker.count(refuted[at]),
                    Unpacker.count(unobserved[at]),
                    median,
                    us(median, p90[at]),
                    us(median, max[at]));
        }
    }

    private static int us(int median, long above) {
        return Unpacker.time(above < 0 ? -1 : median + above);
    }

    /** A cell of numbers that were read; a contradiction between them is damage. */
    static CellFigures cell(
            int dst, long code, int proven, int refuted, int unobserved, int p50Us, int p90Us, int maxUs) {
        try {
            return new CellFigures(
                    dst, Letters.letter(code), Letters.outcome(code), proven, refuted, unobserved, p50Us, p90Us, maxUs);
        } catch (IllegalArgumentException e) {
            throw new CodecException("a cell that contradicts itself", e);
        }
    }
}
