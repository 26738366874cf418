package dev.x0xtest.coordinator.formats;

/** Text inside Markdown as GitHub renders it. */
final class Markdown {
    /** Everything that can begin markup, a link, math or a line of another kind. */
    private static final String SPECIAL = "\\`*_{}[]<>()#+-!|~$^&=:.@";

    private Markdown() {}

    /** Words that are shown as they are, in a paragraph, a list or a table. */
    static String plain(String text) {
        StringBuilder escaped = new StringBuilder();
        for (char character : Hostile.line(text).toCharArray()) {
            if (SPECIAL.indexOf(character) >= 0) {
                escaped.append('\\');
            }
            escaped.append(character);
            if (character == '@' || character == '#') {
                // GitHub looks for @names and #numbers after the backslashes are gone.
                escaped.append('\u200b');
            }
        }
        return escaped.toString();
    }

    /** Words as they were said, in a code span; not inside a table, where no escape of a bar is safe after a backslash. */
    static String code(String text) {
        String line = Hostile.line(text);
        int longest = 0;
        int run = 0;
        for (int i = 0; i < line.length(); i++) {
            run = line.charAt(i) == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        String fence = "`".repeat(longest + 1);
        boolean padded = line.isBlank() || line.startsWith("`") || line.endsWith("`");
        return padded ? fence + " " + line + " " + fence : fence + line + fence;
    }
}
