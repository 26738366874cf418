package dev.x0xtest.wire.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.x0xtest.wire.WireException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;

/** The types that a component of a wire record may have. No value is coerced from one type into another. */
interface JsonType {
    Object read(JsonNode node, String path) throws WireException;

    JsonNode write(Object value);

    /** The node for the default that {@link OrElse} gives as text. */
    default JsonNode defaultNode(String text) {
        throw new IllegalStateException("no default possible: " + text);
    }

    static JsonType of(Type type) {
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            return new ListOf(of(list.getActualTypeArguments()[0]));
        }
        if (type == String.class) {
            return new Text();
        }
        if (type == int.class || type == Integer.class) {
            return new WholeNumber(false);
        }
        if (type == long.class || type == Long.class) {
            return new WholeNumber(true);
        }
        if (type == boolean.class || type == Boolean.class) {
            return new Truth();
        }
        if (type == ObjectNode.class) {
            return new AnyObject();
        }
        if (type instanceof Class<?> nested && nested.isRecord()) {
            return new Nested<>(new RecordCodec<>(nested.asSubclass(Record.class)));
        }
        throw new IllegalStateException("no wire form for " + type);
    }

    /** A JSON string. */
    record Text() implements JsonType {
        @Override
        public Object read(JsonNode node, String path) throws WireException {
            if (!node.isTextual()) {
                throw WireException.wrongType(path, "a string");
            }
            return node.textValue();
        }

        @Override
        public JsonNode write(Object value) {
            return TextNode.valueOf((String) value);
        }

        @Override
        public JsonNode defaultNode(String text) {
            return TextNode.valueOf(text);
        }
    }

    /**
     * A JSON integer.
     *
     * @param wide true for a long, false for an int
     */
    record WholeNumber(boolean wide) implements JsonType {
        @Override
        public Object read(JsonNode node, String path) throws WireException {
            if (!node.isIntegralNumber()) {
                throw WireException.wrongType(path, "an integer");
            }
            if (!(wide ? node.canConvertToLong() : node.canConvertToInt())) {
                throw WireException.badValue("field " + path + " is out of range");
            }
            // not a conditional expression, which would widen the int to a long
            if (wide) {
                return node.longValue();
            }
            return node.intValue();
        }

        @Override
        public JsonNode write(Object value) {
            long number = ((Number) value).longValue();
            // Jackson reads small numbers as IntNode: writing the same keeps written and read values equal
            return (int) number == number ? IntNode.valueOf((int) number) : LongNode.valueOf(number);
        }

        @Override
        public JsonNode defaultNode(String text) {
            return LongNode.valueOf(Long.parseLong(text));
        }
    }

    /** A JSON boolean. */
    record Truth() implements JsonType {
        @Override
        public Object read(JsonNode node, String path) throws WireException {
            if (!node.isBoolean()) {
                throw WireException.wrongType(path, "true or false");
            }
            return node.booleanValue();
        }

        @Override
        public JsonNode write(Object value) {
            return BooleanNode.valueOf((Boolean) value);
        }
    }

    /** Any JSON object, unchanged. */
    record AnyObject() implements JsonType {
        @Override
        public Object read(JsonNode node, String path) throws WireException {
            return object(node, path);
        }

        @Override
        public JsonNode write(Object value) {
            return ((ObjectNode) value).deepCopy();
        }
    }

    /** A JSON array whose elements have one type. */
    record ListOf(JsonType element) implements JsonType {
        @Override
        public Object read(JsonNode node, String path) throws WireException {
            if (!(node instanceof ArrayNode array)) {
                throw WireException.wrongType(path, "an array");
            }
            List<Object> values = new ArrayList<>(array.size());
            for (int i = 0; i < array.size(); i++) {
                values.add(element.read(array.get(i), path + "[" + i + "]"));
            }
            return List.copyOf(values);
        }

        @Override
        public JsonNode write(Object value) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            ((List<?>) value).forEach(item -> array.add(element.write(item)));
            return array;
        }
    }

    /** A record inside a record. */
    record Nested<T extends Record>(RecordCodec<T> codec) implements JsonType {
        @Override
        public Object read(JsonNode node, String path) throws WireException {
            return codec.decode(object(node, path), path + ".");
        }

        @Override
        @SuppressWarnings("unchecked") // the field's declared type is T
        public JsonNode write(Object value) {
            return codec.encode((T) value);
        }
    }

    private static ObjectNode object(JsonNode node, String path) throws WireException {
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw WireException.wrongType(path, "an object");
    }
}
