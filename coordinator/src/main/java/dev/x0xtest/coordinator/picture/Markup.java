package dev.x0xtest.coordinator.picture;

/**
 * Text of nodes and daemons as text of a page: no markup, no control character, nothing that turns the direction of writing,
 * and a bounded length.
 */
public final class Markup {
    private static final int MOST = 600;
    private static final char UNKNOWN = '\uFFFD';

    private Markup() {}

    /** For the text of an element and for an attribute in quotes, of HTML and of XML. */
    public static String text(String raw) {
        String plain = plain(raw);
        StringBuilder safe = new StringBuilder(plain.length() + 16);
        for (int at = 0; at < plain.length(); at++) {
            char character = plain.charAt(at);
            switch (character) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.append(character);
            }
        }
        return safe.toString();
    }

    /** A string of JSON, quotes included, that can stand inside a script element. */
    public static String json(String raw) {
        String plain = plain(raw);
        StringBuilder safe = new StringBuilder(plain.length() + 2).append('"');
        for (int at = 0; at < plain.length(); at++) {
            char character = plain.charAt(at);
            switch (character) {
                case '"' -> safe.append("\\\"");
                case '\\' -> safe.append("\\\\");
                case '<' -> safe.append("\\u003c");
                case '>' -> safe.append("\\u003e");
                case '&' -> safe.append("\\u0026");
                default -> safe.append(character);
            }
        }
        return safe.append('"').toString();
    }

    /** One bounded line; what a page must not have is replaced. Markup is still in it. */
    static String plain(String raw) {
        String cut = raw.length() <= MOST ? raw : raw.substring(0, MOST - 1) + "…";
        StringBuilder plain = new StringBuilder(cut.length());
        cut.codePoints().forEach(character -> {
            switch (Character.getType(character)) {
                case Character.CONTROL ->
                    plain.append(character == '\t' || character == '\n' || character == '\r' ? ' ' : UNKNOWN);
                case Character.FORMAT,
                        Character.SURROGATE,
                        Character.PRIVATE_USE,
                        Character.UNASSIGNED,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR -> plain.append(UNKNOWN);
                default -> plain.appendCodePoint(character);
            }
        });
        return plain.toString();
    }
}
