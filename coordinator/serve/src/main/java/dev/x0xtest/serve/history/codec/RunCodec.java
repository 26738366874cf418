package dev.x0xtest.serve.history.codec;

import dev.x0xtest.serve.history.record.CellFigures;
import java.util.ArrayList;
import java.util.List;
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
        Unpacker unpacker = Unpacker.of(blob, VERSION);
        int[] dst = unpacker.ascending();
        int size = dst.length;
        long[] code = unpacker.column(size);
        long[] proven = unpacker.column(size);
        long[] refuted = unpacker.column(size);
        long[] unobserved = unpacker.column(size);
        long[] p50 = unpacker.column(size);
        long[] p90 = unpacker.column(size);
        long[] max = unpacker.column(size);
        unpacker.end();
        List<CellFigures> cells = new ArrayList<>(size);
        for (int at = 0; at < size; at++) {
            int median = Unpacker.time(p50[at]);
            cells.add(cell(
                    dst[at],
                    code[at],
                    Unpacker.count(proven[at]),
                    Unpacker.count(refuted[at]),
                    Unpacker.count(unobserved[at]),
                    median,
                    us(median, p90[at]),
                    us(median, max[at])));
        }
        return cells;
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
