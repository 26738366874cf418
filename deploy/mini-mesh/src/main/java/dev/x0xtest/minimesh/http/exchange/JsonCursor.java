package dev.x0xtest.minimesh.http.exchange;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A cursor over JSON. Its errors have the texts and columns of the JSON parser of x0xd, because a client may show them.
 * A column counts the consumed bytes, plus one where the parser only peeked.
 */
final class JsonCursor {
    private static final int MAX_DEPTH = 127;

    private final byte[] in;
    private int at;
    private int depth;

    JsonCursor(byte[] in) {
        this.in = in;
    }

    /** Returns the next byte that is not white space without consuming it; -1 at the end. */
    int peek() {
        while (at < in.length && (in[at] == ' ' || in[at] == '\n' || in[at] == '\t' || in[at] == '\r')) {
            at++;
        }
        return at < in.length ? in[at] & 0xFF : -1;
    }

    void consume() {
        at++;
    }

    void enter() throws Malformed {
        if (++depth > MAX_DEPTH) {
            throw peeked("recursion limit exceeded");
        }
        at++;
    }

    void leave() {
        depth--;
        at++;
    }

    /** Consumes the colon after a key. */
    void colon() throws Malformed {
        int next = peek();
        if (next < 0) {
            throw peeked("EOF while parsing an object");
        }
        if (next != ':') {
            throw peeked("expected `:`");
        }
        at++;
    }

    /** Reads a string. The cursor must be at its opening quote. */
    String string() throws Malformed {
        at++;
        var text = new ByteArrayOutputStream();
        while (at < in.length) {
            byte b = in[at++];
            if (b == '"') {
                return text.toString(StandardCharsets.UTF_8);
            } else if (b == '\\') {
                escape(text);
            } else if (b >= 0 && b < 0x20) {
                throw consumed("control character (\\u0000-\\u001F) found while parsing a string");
            } else {
                text.write(b);
            }
        }
        throw consumed("EOF while parsing a string");
    }

    private void escape(ByteArrayOutputStream text) throws Malformed {
        if (at == in.length) {
            throw consumed("EOF while parsing a string");
        }
        byte b = in[at++];
        int simple = "\"\\/bfnrt".indexOf(b);
        if (simple >= 0) {
            text.write("\"\\/\b\f\n\r\t".charAt(simple));
        } else if (b == 'u') {
            unicode(text);
        } else {
            throw consumed("invalid escape");
        }
    }

    private void unicode(ByteArrayOutputStream text) throws Malformed {
        char first = hex4();
        String character = String.valueOf(first);
        if (Character.isHighSurrogate(first)) {
            if (at + 1 >= in.length || in[at] != '\\' || in[at + 1] != 'u') {
                throw consumed("unexpected end of hex escape");
            }
            at += 2;
            character += hex4();
        }
        text.writeBytes(character.getBytes(StandardCharsets.UTF_8));
    }

    private char hex4() throws Malformed {
        if (at + 4 > in.length) {
            at = in.length;
            throw consumed("EOF while parsing a string");
        }
        int value = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(in[at++], 16);
            if (digit < 0) {
                throw consumed("invalid escape");
            }
            value = value * 16 + digit;
        }
        return (char) value;
    }

    /** Reads a number as text. */
    String number() throws Malformed {
        int from = at;
        while (at < in.length && "+-.eE0123456789".indexOf(in[at]) >= 0) {
            at++;
        }
        String text = new String(in, from, at - from, StandardCharsets.US_ASCII);
        if (!text.matches("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?")) {
            throw consumed("invalid number");
        }
        return text;
    }

    void word(String word) throws Malformed {
        for (int i = 0; i < word.length(); i++) {
            if (at == in.length) {
                throw consumed("EOF while parsing a value");
            }
            if (in[at++] != word.charAt(i)) {
                throw consumed("expected ident");
            }
        }
    }

    /** An error at the last consumed byte. */
    Malformed consumed(String what) {
        return new Malformed(what + position(at));
    }

    /** An error at the peeked byte. */
    Malformed peeked(String what) {
        return new Malformed(what + position(Math.min(in.length, at + 1)));
    }

    String position() {
        return position(at);
    }

    private String position(int end) {
        int line = 1;
        int column = 0;
        for (int i = 0; i < end; i++) {
            column++;
            if (in[i] == '\n') {
                line++;
                column = 0;
            }
        }
        return " at line " + line + " column " + column;
    }

    /** The input is not JSON. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed(String message) {
            super(message, null, false, false);
        }
    }
}
