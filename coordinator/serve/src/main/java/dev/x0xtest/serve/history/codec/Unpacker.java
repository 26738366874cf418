package dev.x0xtest.serve.history.codec;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Reads what a {@link Packer} wrote. Every method throws {@link CodecException} for anything else. Confined to one thread. */
final class Unpacker {
    /** A blob has no more numbers in a list. */
    static final int MOST_NUMBERS = 1 << 17;

    /** A blob has no more bytes, inflated. */
    private static final int MOST_BYTES = 1 << 23;

    private static final int HEAD = 2;
    private static final int LONGEST_VARINT = 9;

    private final byte[] bytes;
    private int place;

    private Unpacker(byte[] bytes, int place) {
        this.bytes = bytes;
        this.place = place;
    }

    /** Opens a blob of this version. */
    static Unpacker of(byte[] blob, int version) {
        if (blob.length < HEAD) {
            throw new CodecException("a blob of " + blob.length + " bytes");
        }
        if (blob[0] != version) {
            throw new CodecException("a blob of version " + (blob[0] & 0xff) + ", not " + version);
        }
        return switch (blob[1]) {
            case Packer.PLAIN -> new Unpacker(blob, HEAD);
            case Packer.DEFLATED -> new Unpacker(inflated(blob), 0);
            default -> throw new CodecException("a blob with the unknown flag " + blob[1]);
        };
    }

    private static byte[] inflated(byte[] blob) {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(blob, HEAD, blob.length - HEAD);
            byte[] out = new byte[Math.max(256, 4 * blob.length)];
            int size = 0;
            while (!inflater.finished()) {
                if (size == out.length) {
                    if (size >= MOST_BYTES) {
                        throw new CodecException("a blob that is too long");
                    }
                    out = Arrays.copyOf(out, 2 * size);
                }
                int more = inflater.inflate(out, size, out.length - size);
                if (more == 0 && !inflater.finished() && (inflater.needsInput() || inflater.needsDictionary())) {
                    throw new CodecException("a blob that breaks off");
                }
                size += more;
            }
            if (inflater.getRemaining() > 0) {
                throw new CodecException("a blob with bytes behind its end");
            }
            return Arrays.copyOf(out, size);
        } catch (DataFormatException e) {
            throw new CodecException("a blob that does not inflate", e);
        } finally {
            inflater.end();
        }
    }

    long varint() {
        long value = 0;
        for (int count = 0; count < LONGEST_VARINT; count++) {
            int one = one();
            value |= (long) (one & 0x7f) << (7 * count);
            if ((one & 0x80) == 0) {
                return value;
            }
        }
        throw new CodecException("a number that is too long");
    }

    long signed() {
        long folded = varint();
        return (folded >>> 1) ^ -(folded & 1);
    }

    private int one() {
        if (place >= bytes.length) {
            throw new CodecException("a blob that ends too early");
        }
        return bytes[place++] & 0xff;
    }

    long[] column(int count) {
        long[] values = new long[count];
        if (count == 0) {
            return values;
        }
        int form = one();
        if (form == Packer.SAME) {
            Arrays.fill(values, signed());
        } else if (form == Packer.EACH) {
            Arrays.setAll(values, index -> signed());
        } else {
            throw new CodecException("a column of the unknown form " + form);
        }
        return values;
    }

    int[] ascending() {
        long count = varint();
        if (count > MOST_NUMBERS) {
            throw new CodecException("a list of " + count + " numbers");
        }
        int[] numbers = new int[(int) count];
        long next = 0;
        int filled = 0;
        while (filled < numbers.length) {
            next += varint();
            long more = varint();
            if (more >= numbers.length - filled || next < 0 || next + more >= Integer.MAX_VALUE) {
                throw new CodecException("a list that is longer than it says");
            }
            for (long each = 0; each <= more; each++) {
                numbers[filled++] = (int) next++;
            }
        }
        return numbers;
    }

    /** Call it last. */
    void end() {
        if (place != bytes.length) {
            throw new CodecException("a blob with bytes behind its end");
        }
    }

    /** An int that is not negative, or -1. */
    static int time(long value) {
        return ranged(value, -1);
    }

    static int count(long value) {
        return ranged(value, 0);
    }

    private static int ranged(long value, int least) {
        if (value < least || value > Integer.MAX_VALUE) {
            throw new CodecException("a number out of range");
        }
        return (int) value;
    }
}
