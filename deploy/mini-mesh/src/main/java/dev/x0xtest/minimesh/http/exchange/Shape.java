package dev.x0xtest.minimesh.http.exchange;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The schema of a request body.
 *
 * @param name the structure's name in error messages
 * @param fields by name, in the order in which error messages list them
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

    /** The type of a field. */
    public enum Kind {
        /** A string, required. */
        TEXT,
        /** A string or null; may be absent. */
        OPTIONAL_TEXT,
        /** A string, not null; may be absent. */
        DEFAULT_TEXT,
        /** A boolean, not null; may be absent. */
        DEFAULT_FLAG,
        /** A boolean or null; may be absent. */
        OPTIONAL_FLAG,
        /** An unsigned integer or null; may be absent. */
        OPTIONAL_NUMBER,
        /** Any value; only its presence counts. */
        ANYTHING
    }

    /** The fields of a request body that its {@link Shape} names. A null field counts as absent. */
    public record Fields(Map<String, Object> values) {
        /** The value of a {@link Kind#TEXT} field. */
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
