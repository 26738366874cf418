package dev.x0xtest.minimesh.http.exchange;

import dev.x0xtest.minimesh.http.exchange.JsonCursor.Malformed;

/** Skips one JSON value of any kind. The cursor limits its depth. */
final class JsonSkipper {
    private final JsonCursor cursor;

    JsonSkipper(JsonCursor cursor) {
        this.cursor = cursor;
    }

    void skip() throws Malformed {
        switch (cursor.peek()) {
            case -1 -> throw cursor.peeked("EOF while parsing a value");
            case '{' -> container('}', "an object", "expected `,` or `}`");
            case '[' -> container(']', "a list", "expected `,` or `]`");
            case '"' -> cursor.string();
            case 't' -> cursor.word("true");
            case 'f' -> cursor.word("false");
            case 'n' -> cursor.word("null");
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> cursor.number();
            default -> throw cursor.peeked("expected value");
        }
    }

    private void container(char close, String what, String separators) throws Malformed {
        cursor.enter();
        boolean first = true;
        while (cursor.peek() != close) {
            if (!first) {
                separator(what, separators);
            }
            first = false;
            if (close == '}') {
                key(what);
            }
            skip();
        }
        cursor.leave();
    }

    private void separator(String what, String separators) throws Malformed {
        int next = cursor.peek();
        if (next < 0) {
            throw cursor.peeked("EOF while parsing " + what);
        }
        if (next != ',') {
            throw cursor.peeked(separators);
        }
        cursor.consume();
    }

    private void key(String what) throws Malformed {
        int next = cursor.peek();
        if (next < 0) {
            throw cursor.peeked("EOF while parsing " + what);
        }
        if (next != '"') {
            throw cursor.peeked("key must be a string");
        }
        cursor.string();
        cursor.colon();
    }
}
