package dev.x0xtest.coordinator.formats;

/** Makes text harmless of which a daemon or a runner may have said any part. */
final class Hostile {
    private static final int LONGEST = 1_000;

    private Hostile() {}

    /** One line, at most 1,000 characters: what is no visible character, or turns the direction of text, becomes {@code ?}. */
    static String line(String text) {
        StringBuilder line = new StringBuilder();
        text.codePoints()
                .limit(LONGEST)
                .map(character -> visible(character) ? character : '?')
                .forEach(line::appendCodePoint);
        return text.codePointCount(0, text.length()) > LONGEST
                ? line.append("...").toString()
                : line.toString();
    }

    private static boolean visible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
