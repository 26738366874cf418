package dev.x0xtest.coordinator.report.format;

/** XML 1.0 has no way to write most control characters, not even escaped; a daemon's error text may hold any. */
final class XmlText {
    private XmlText() {}

    /** Every character that XML 1.0 cannot hold, halves of surrogate pairs included, becomes U+FFFD. */
    static String legal(String text) {
        StringBuilder legal = new StringBuilder(text.length());
        text.codePoints().forEach(character -> legal.appendCodePoint(isLegal(character) ? character : 0xFFFD));
        return legal.toString();
    }

    private static boolean isLegal(int character) {
        return character == '\t'
                || character == '\n'
                || character == '\r'
                || (character >= 0x20 && character <= 0xD7FF)
                || (character >= 0xE000 && character <= 0xFFFD)
                || character >= 0x10000;
    }
}
