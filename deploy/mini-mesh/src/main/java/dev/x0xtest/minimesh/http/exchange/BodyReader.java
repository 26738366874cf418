package dev.x0xtest.minimesh.http.exchange;

import dev.x0xtest.minimesh.http.exchange.JsonCursor.Malformed;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a request body of a given {@link Shape}. Refuses a bad body with the plain-text error of x0xd. */
final class BodyReader {
    private final JsonCursor cursor;
    private final Shape shape;
    private String path = "";

    private BodyReader(byte[] body, Shape shape) {
        this.cursor = new JsonCursor(body);
        this.shape = shape;
    }

    static Shape.Fields read(byte[] body, Shape shape) throws Rejection {
        var reader = new BodyReader(body, shape);
        try {
            return reader.document();
        } catch (Malformed e) {
            throw new Rejection(
                    HttpAnswer.text(400, "Failed to parse the request body as JSON: " + reader.path + e.getMessage()));
        } catch (WrongShape e) {
            throw new Rejection(HttpAnswer.text(
                    422, "Failed to deserialize the JSON body into the target type: " + reader.path + e.getMessage()));
        }
    }

    private Shape.Fields document() throws Malformed, WrongShape {
        if (cursor.peek() != '{') {
            throw unexpected("struct " + shape.name());
        }
        Shape.Fields fields = object();
        path = "";
        if (cursor.peek() >= 0) {
            throw cursor.peeked("trailing characters");
        }
        return fields;
    }

    private Shape.Fields object() throws Malformed, WrongShape {
        var values = new LinkedHashMap<String, Object>();
        cursor.enter();
        boolean first = true;
        while (nextKey(first)) {
            first = false;
            String key = cursor.string();
            path = key + ": ";
            Shape.Kind kind = shape.fields().get(key);
            if (kind == null && shape.strict()) {
                throw wrong("unknown field `" + key + "`, expected " + expectedFields());
            }
            if (values.containsKey(key)) {
                throw wrong("duplicate field `" + key + "`");
            }
            cursor.colon();
            Object value = value(kind == null ? Shape.Kind.ANYTHING : kind);
            if (kind != null && value != null) {
                values.put(key, value);
            }
            path = "";
        }
        for (String required : shape.required()) {
            if (!values.containsKey(required)) {
                throw wrong("missing field `" + required + "`");
            }
        }
        return new Shape.Fields(Map.copyOf(values));
    }

    /** Moves to the next key, or past the closing brace; returns whether there is a key. */
    private boolean nextKey(boolean first) throws Malformed {
        int next = cursor.peek();
        if (next == '}') {
            cursor.leave();
            return false;
        }
        if (!first && next == ',') {
            cursor.consume();
            next = cursor.peek();
            if (next == '}') {
                throw cursor.peeked("trailing comma");
            }
        } else if (!first && next >= 0) {
            throw cursor.peeked("expected `,` or `}`");
        }
        if (next < 0) {
            throw cursor.peeked("EOF while parsing an object");
        }
        if (next != '"') {
            throw cursor.peeked("key must be a string");
        }
        return true;
    }

    private String expectedFields() {
        String names =
                shape.fields().keySet().stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
        return switch (shape.fields().size()) {
            case 1 -> names;
            case 2 -> names.replace("`, `", "` or `");
            default -> "one of " + names;
        };
    }

    private @Nullable Object value(Shape.Kind kind) throws Malformed, WrongShape {
        int next = cursor.peek();
        return switch (kind) {
            case ANYTHING -> {
                new JsonSkipper(cursor).skip();
                yield next == 'n' ? null : Boolean.TRUE;
            }
            case TEXT, DEFAULT_TEXT -> next == '"' ? cursor.string() : fail("a string");
            case OPTIONAL_TEXT -> next == '"' ? cursor.string() : nothingOr(next, "a string");
            case DEFAULT_FLAG -> isFlag(next) ? flag(next) : fail("a boolean");
            case OPTIONAL_FLAG -> isFlag(next) ? flag(next) : nothingOr(next, "a boolean");
            case OPTIONAL_NUMBER -> isNumber(next) ? unsigned() : nothingOr(next, "u64");
        };
    }

    private @Nullable Object nothingOr(int next, String expected) throws Malformed, WrongShape {
        if (next == 'n') {
            cursor.word("null");
            return null;
        }
        return fail(expected);
    }

    private Object fail(String expected) throws Malformed, WrongShape {
        throw unexpected(expected);
    }

    private static boolean isFlag(int next) {
        return next == 't' || next == 'f';
    }

    private static boolean isNumber(int next) {
        return next == '-' || (next >= '0' && next <= '9');
    }

    private Boolean flag(int next) throws Malformed {
        cursor.word(next == 't' ? "true" : "false");
        return next == 't';
    }

    private Long unsigned() throws Malformed, WrongShape {
        String text = cursor.number();
        if (text.startsWith("-") && !text.contains(".")) {
            throw wrong("invalid value: integer `" + text + "`, expected u64");
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw wrong("invalid type: floating point `" + text + "`, expected u64");
        }
    }

    private WrongShape unexpected(String expected) throws Malformed {
        return wrong("invalid type: " + describeNext() + ", expected " + expected);
    }

    // The column in the error tells that x0xd consumes a scalar before it complains, but not a container.
    private String describeNext() throws Malformed {
        int next = cursor.peek();
        return switch (next) {
            case -1 -> throw cursor.peeked("EOF while parsing a value");
            case '{' -> "map";
            case '[' -> "sequence";
            case '"' -> "string \"" + cursor.string() + "\"";
            case 't', 'f' -> "boolean `" + flag(next) + "`";
            case 'n' -> {
                cursor.word("null");
                yield "null";
            }
            default -> describeNumber(next);
        };
    }

    private String describeNumber(int next) throws Malformed {
        if (!isNumber(next)) {
            throw cursor.peeked("expected value");
        }
        String number = cursor.number();
        return (number.matches("-?\\d+") ? "integer `" : "floating point `") + number + "`";
    }

    private WrongShape wrong(String what) {
        return new WrongShape(what + cursor.position());
    }

    /** Valid JSON of the wrong shape. */
    private static final class WrongShape extends Exception {
        private static final long serialVersionUID = 1L;

        WrongShape(String message) {
            super(message, null, false, false);
        }
    }
}
