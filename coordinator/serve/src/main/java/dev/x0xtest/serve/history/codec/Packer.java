package dev.x0xtest.serve.history.codec;

import java.util.Arrays;
import java.util.zip.Deflater;

/**
 * Writes a blob: a version, a flag, then integers. A varint has seven bits a byte, the lowest first, and the highest bit says
 * that more follow. Confined to one thread.
 */
final class Packer {
    static final int PLAIN = 0;
    static final int DEFLATED = 1;
    static final int SAME = 0;
    static final int EACH = 1;
    private static final int HEAD = 2;
    /** Shorter ones do not get smaller. */
    private static final int LEAST_DEFLATED = 40;

    private byte[] bytes = new byte[64];
    private int size = HEAD;

    void varint(long value) {
        if (value < 0) {
            throw new IllegalArgumentException("a varint is not negative: " + value);
        }
        long rest = value;
        while (rest > 0x7f) {
            put((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        put((int) rest);
    }

    /** A value that may be negative. */
    void signed(long value) {
        long folded = (value << 1) ^ (value >> 63);
        if (folded < 0) {
            throw new IllegalArgumentException("out of range: " + value);
        }
        varint(folded);
    }

    private void put(int one) {
        if (size == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * size);
        }
        bytes[size++] = (byte) one;
    }

    /** As many values as the reader knows of: one if all are the same. */
    void column(long[] values) {
        if (values.length == 0) {
            return;
        }
        if (Arrays.stream(values).allMatch(value -> value == values[0])) {
            put(SAME);
            signed(values[0]);
            return;
        }
        put(EACH);
        Arrays.stream(values).forEach(this::signed);
    }

    /** Ascending numbers: their count, then how many are skipped and how many follow in turn. */
    void ascending(int[] numbers) {
        varint(numbers.length);
        int next = 0;
        int place = 0;
        while (place < numbers.length) {
            int start = place;
            while (place + 1 < numbers.length && numbers[place + 1] == numbers[place] + 1) {
                place++;
            }
            if (numbers[start] < next) {
                throw new IllegalArgumentException("not ascending");
            }
            varint(numbers[start] - next);
            varint(place - start);
            next = numbers[place] + 1;
            place++;
        }
    }

    /** The blob; deflated where that makes it shorter. */
    byte[] blob(int version) {
        byte[] plain = Arrays.copyOf(bytes, size);
        plain[0] = (byte) version;
        plain[1] = PLAIN;
        if (size - HEAD < LEAST_DEFLATED) {
            return plain;
        }
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            deflater.setInput(plain, HEAD, size - HEAD);
            deflater.finish();
            byte[] shorter = new byte[size];
            int length = deflater.deflate(shorter, HEAD, size - HEAD);
            if (!deflater.finished() || length >= size - HEAD) {
                return plain;
            }
            shorter[0] = (byte) version;
            shorter[1] = DEFLATED;
            return Arrays.copyOf(shorter, HEAD + length);
        } finally {
            deflater.end();
        }
    }
}
