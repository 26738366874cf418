package dev.x0xtest.coordinator.run.journal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * The checksum at the end of each line of a journal: a CRC-32C of the line and of the checksum before. A line that was
 * changed, removed or moved breaks it. The line stays JSON: the checksum is its last member. Confined to one thread.
 */
final class Seal {
    private static final byte[] MEMBER = ",\"crc\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\"}".getBytes(StandardCharsets.US_ASCII);
    private static final int DIGITS = 8;
    private static final int TAIL = MEMBER.length + DIGITS + END.length;

    private byte[] last = new byte[DIGITS];

    /** The line with its checksum, without a line break. {@code json} is an object with at least one member. */
    byte[] seal(byte[] json) {
        int body = json.length - 1; // the closing brace comes after the checksum
        last = checksum(json, body);
        byte[] sealed = Arrays.copyOf(json, body + TAIL);
        System.arraycopy(MEMBER, 0, sealed, body, MEMBER.length);
        System.arraycopy(last, 0, sealed, body + MEMBER.length, DIGITS);
        System.arraycopy(END, 0, sealed, body + MEMBER.length + DIGITS, END.length);
        return sealed;
    }

    /** Whether this is the unchanged line that follows the one before; only then it becomes the line before. */
    boolean verifies(byte[] line) {
        int body = line.length - TAIL;
        if (!isSealed(line)) {
            return false;
        }
        byte[] expected = checksum(line, body);
        int at = body + MEMBER.length;
        if (!Arrays.equals(expected, 0, DIGITS, line, at, at + DIGITS)) {
            return false;
        }
        last = expected;
        return true;
    }

    /** Whether the line ends as sealed lines do, whatever its checksum is. */
    static boolean isSealed(byte[] line) {
        int body = line.length - TAIL;
        return body > 0
                && Arrays.equals(MEMBER, 0, MEMBER.length, line, body, body + MEMBER.length)
                && Arrays.equals(END, 0, END.length, line, line.length - END.length, line.length);
    }

    private byte[] checksum(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(last, 0, DIGITS);
        crc.update(bytes, 0, length);
        byte[] digits = new byte[DIGITS];
        for (int digit = 0; digit < DIGITS; digit++) {
            int nibble = (int) (crc.getValue() >>> (4 * (DIGITS - 1 - digit))) & 0xF;
            digits[digit] = (byte) Character.forDigit(nibble, 16);
        }
        return digits;
    }
}
