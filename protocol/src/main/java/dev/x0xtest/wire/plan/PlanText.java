package dev.x0xtest.wire.plan;

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

    static long within(String what, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(what + " is " + value + ", not from " + least + " to " + most);
        }
        return value;
    }
}
