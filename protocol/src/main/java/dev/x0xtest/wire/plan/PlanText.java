package dev.x0xtest.wire.plan;

import java.util.List;

/** Range checks for the fields of plans. */
final class PlanText {
    private PlanText() {}

    static String hex(String what, String text, int length) {
        if (text.length() != length || !text.chars().allMatch(PlanText::isHex)) {
            throw new IllegalArgumentException(what + " is " + length + " lower-case hexadecimal characters");
        }
        return text;
    }

    private static boolean isHex(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }

    /** The sizes of a plan's payloads: ascending, the largest of them the last. */
    static List<Integer> sizes(List<Integer> sizes, int largest) {
        within("the number of payload_sizes", sizes.size(), 1, PlanLimits.SIZES);
        int least = HopKey.BYTES;
        for (int size : sizes) {
            within("payload_sizes", size, least, largest);
            least = size + 1;
        }
        if (least != largest + 1) {
            throw new IllegalArgumentException(
                    "payload_sizes end with " + (least - 1) + ", payload_bytes is " + largest);
        }
        return List.copyOf(sizes);
    }

    static long within(String what, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(what + " is " + value + ", not from " + least + " to " + most);
        }
        return value;
    }
}
