package dev.x0xtest.minimesh.http.exchange;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a request body must look like.
 *
 * @param name of the structure, for messages
 * @param fields by name, in the order the messages list them
 * @param strict whether an unknown field is an error
 */
public record Shape(String name, Map<String, Kind> fields, boolean strict) {
    public static Shape of(String name) {
        return new Shape(name, Map.of(), false);
    }

    public Shape with(String field, Kind kind) {
        var more = new LinkedHashMap<>(fields);
        more.put(field, kind);
        return new Shape(name, more, strict);
    }

    public Shape strictly() {
        return new Shape(name, fields, true);
    }

    Set<String> required() {
        return fields.entrySet().stream()
                .filter(field -> field.getValue() == Kind.TEXT)
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** What a field may hold. */
    public enum Kind {
        /** A string that must be there. */
        TEXT,
        /** A string, null or nothing. */
        OPTIONAL_TEXT,
        /** A string or nothing, but not null. */
        DEFAULT_TEXT,
        /** A boolean or nothing, but not null. */
        DEFAULT_FLAG,
        /** A boolean, null or nothing. */
        OPTIONAL_FLAG,
        /** An unsigned number, null or nothing. */
        OPTIONAL_NUMBER,
        /** Anything at all; only whether it is there counts. */
        ANYTHING
    }

    /** The members of a request body that its {@link Shape} knows; null members are absent. */
    public record Fields(Map<String, Object> values) {
        /** A field that the shape requires. */
        public String text(String field) {
            return String.valueOf(values.get(field));
        }

        @Nullable
        public String optionalText(String field) {
            return (String) values.get(field);
        }

        public boolean flag(String field, boolean otherwise) {
            Object value = values.get(field);
            return value == null ? otherwise : (Boolean) value;
        }

        @Nullable
        public Long number(String field) {
            return (Long) values.get(field);
        }

        public boolean has(String field) {
            return values.containsKey(field);
        }
    }
}
