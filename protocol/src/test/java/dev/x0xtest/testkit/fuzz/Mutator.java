package dev.x0xtest.testkit.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Damages bytes at random. Half of its changes keep JSON and TOML readable, so that they get past the parser. */
public final class Mutator {
    private static final int MOST_CHANGES = 4;
    private static final int MOST_DEPTH = 3_000;
    private static final int MOST_COPIES = 400;
    private static final int LONGEST_COPIED = 64;
    /** Characters that mean something in JSON, TOML, HTTP, SSE or a frame. */
    private static final byte[] MARKS = ascii("|\"{}[],:\\0-9.\r\n=#%+e \0\t");
    /** Values that are of another type, too large, too small or too long. */
    private static final List<byte[]> VALUES = List.of(
            ascii("null"),
            ascii("true"),
            ascii("{}"),
            ascii("[]"),
            ascii("[[]]"),
            ascii("\"\""),
            ascii("\"\\u0000\""),
            ascii("\"" + "a".repeat(300) + "\""),
            ascii("\"" + "b2".repeat(32) + "\""),
            ascii("\"raw\""),
            ascii("0"),
            ascii("1"),
            ascii("-1"),
            ascii("1.5"),
            ascii("1e999"),
            ascii("2147483647"),
            ascii("2147483648"),
            ascii("-2147483648"),
            ascii("9223372036854775807"),
            ascii("-9223372036854775808"),
            ascii("9".repeat(60)));

    private final SplittableRandom random;

    /** Draws from this source. */
    public Mutator(SplittableRandom random) {
        this.random = random;
    }

    /** A damaged copy of one of them. */
    public byte[] damaged(List<byte[]> recorded) {
        byte[] damaged = one(recorded);
        for (int change = random.nextInt(MOST_CHANGES); change >= 0; change--) {
            damaged = random.nextBoolean() ? changedValue(damaged) : changedBytes(damaged, recorded);
        }
        return damaged;
    }

    private byte[] one(List<byte[]> recorded) {
        return recorded.get(random.nextInt(recorded.size()));
    }

    /** Gives a member another value, or one number other digits; without either it changes a byte. */
    private byte[] changedValue(byte[] bytes) {
        int from = random.nextInt(bytes.length + 1);
        for (int at = from; at < bytes.length; at++) {
            if (bytes[at] == ':' || bytes[at] == '=') {
                int start = at + 1;
                while (start < bytes.length && bytes[start] == ' ') {
                    start++;
                }
                return spliced(bytes, start, endOfValue(bytes, start), VALUES.get(random.nextInt(VALUES.size())));
            }
            if (bytes[at] >= '0' && bytes[at] <= '9' && random.nextInt(8) == 0) {
                return spliced(bytes, at, at + 1, ascii(String.valueOf(random.nextInt(100))));
            }
        }
        return changedByte(bytes);
    }

    /** Where a number, a text or a word ends; a list or an object counts up to its first comma. */
    private static int endOfValue(byte[] bytes, int start) {
        int at = start;
        boolean text = at < bytes.length && bytes[at] == '"';
        at += text ? 1 : 0;
        while (at < bytes.length && (text ? bytes[at] != '"' : ",}]\n".indexOf(bytes[at]) < 0)) {
            at++;
        }
        return Math.min(bytes.length, text ? at + 1 : at);
    }

    private byte[] changedBytes(byte[] bytes, List<byte[]> recorded) {
        int one = random.nextInt(bytes.length + 1);
        int two = random.nextInt(bytes.length + 1);
        int from = Math.min(one, two);
        int to = Math.max(one, two);
        return switch (random.nextInt(9)) {
            case 0, 1 -> changedByte(bytes);
            case 2 -> Arrays.copyOf(bytes, to);
            case 3 -> spliced(bytes, from, to, new byte[0]);
            case 4 -> spliced(bytes, to, to, Arrays.copyOfRange(bytes, from, to));
            case 5 -> spliced(bytes, to, to, repeated(bytes, from, Math.min(to, from + LONGEST_COPIED)));
            case 6 -> joined(bytes, to, one(recorded));
            case 7 -> spliced(bytes, from, from, new byte[] {MARKS[random.nextInt(MARKS.length)]});
            default -> spliced(bytes, from, from, nested());
        };
    }

    private byte[] changedByte(byte[] bytes) {
        byte[] changed = bytes.clone();
        if (changed.length > 0) {
            int at = random.nextInt(changed.length);
            changed[at] = switch (random.nextInt(3)) {
                case 0 -> (byte) random.nextInt(256);
                case 1 -> (byte) (changed[at] ^ (1 << random.nextInt(8)));
                default -> MARKS[random.nextInt(MARKS.length)];
            };
        }
        return changed;
    }

    private byte[] repeated(byte[] bytes, int from, int to) {
        byte[] copies = new byte[(to - from) * random.nextInt(MOST_COPIES)];
        for (int at = 0; at < copies.length; at++) {
            copies[at] = bytes[from + at % (to - from)];
        }
        return copies;
    }

    /** The start of these bytes and the end of others. */
    private byte[] joined(byte[] bytes, int to, byte[] other) {
        return spliced(
                bytes, to, bytes.length, Arrays.copyOfRange(other, random.nextInt(other.length + 1), other.length));
    }

    private byte[] nested() {
        return ascii((random.nextBoolean() ? "[" : "{\"a\":").repeat(random.nextInt(MOST_DEPTH)));
    }

    private static byte[] spliced(byte[] bytes, int from, int to, byte[] inserted) {
        byte[] spliced = new byte[bytes.length - (to - from) + inserted.length];
        System.arraycopy(bytes, 0, spliced, 0, from);
        System.arraycopy(inserted, 0, spliced, from, inserted.length);
        System.arraycopy(bytes, to, spliced, from + inserted.length, bytes.length - to);
        return spliced;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
