package dev.x0xtest.serve.history.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * The present states of the pairs of one source as a blob. Version 1: the latest time and run of all; the destinations; then
 * columns, times and runs as differences to the latest ones.
 */
public final class StateCodec {
    private static final int VERSION = 1;
    private static final long MOST_MS = 1L << 48;

    private StateCodec() {}

    /** The blob of states that are ascending by destination. */
    public static byte[] encode(List<PairState> states) {
        Packer packer = new Packer();
        long latest = states.stream().mapToLong(PairState::seenMs).max().orElse(0);
        int run = states.stream().mapToInt(PairState::seenRun).max().orElse(0);
        packer.varint(latest);
        packer.varint(run);
        packer.ascending(states.stream().mapToInt(PairState::dst).toArray());
        column(packer, states, state -> Letters.code(state.letter(), state.outcome()));
        column(packer, states, PairState::p50Us);
        column(packer, states, state -> latest - state.seenMs());
        column(packer, states, state -> run - state.seenRun());
        column(packer, states, state -> state.seenMs() - state.sinceMs());
        column(packer, states, state -> state.seenRun() - state.sinceRun());
        return packer.blob(VERSION);
    }

    private static void column(Packer packer, List<PairState> states, ToLongFunction<PairState> value) {
        packer.column(states.stream().mapToLong(value).toArray());
    }

    /**
     * The states of a blob, ascending by destination.
     *
     * @throws CodecException if it is no such blob
     */
    public static List<PairState> decode(byte[] blob) {
        Unpacker unpacker = Unpacker.of(blob, VERSION);
        long latest = unpacker.varint();
        int run = Unpacker.count(unpacker.varint());
        int[] dst = unpacker.ascending();
        long[] code = unpacker.column(dst.length);
        long[] p50 = unpacker.column(dst.length);
        long[] seen = unpacker.column(dst.length);
        long[] seenRun = unpacker.column(dst.length);
        long[] since = unpacker.column(dst.length);
        long[] sinceRun = unpacker.column(dst.length);
        unpacker.end();
        List<PairState> states = new ArrayList<>(dst.length);
        for (int at = 0; at < dst.length; at++) {
            long seenMs = ms(latest, seen[at]);
            int lastRun = Unpacker.count(run - seenRun[at]);
            states.add(new PairState(
                    dst[at],
                    Letters.letter(code[at]),
                    Letters.outcome(code[at]),
                    Unpacker.time(p50[at]),
                    seenMs,
                    lastRun,
                    ms(seenMs, since[at]),
                    Unpacker.count(lastRun - sinceRun[at])));
        }
        return states;
    }

    private static long ms(long from, long before) {
        if (from > MOST_MS || Math.abs(before) > MOST_MS || from < before) {
            throw new CodecException("a time out of range");
        }
        return from - before;
    }
}
