package dev.x0xtest.minimesh.http;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The members of a request body that its {@link Shape} knows; null members are absent. */
record Fields(Map<String, Object> values) {
    /** A field that the shape requires. */
    String text(String field) {
        return String.valueOf(values.get(field));
    }

    @Nullable
    String optionalText(String field) {
        return (String) values.get(field);
    }

    boolean flag(String field, boolean otherwise) {
        Object value = values.get(field);
        return value == null ? otherwise : (Boolean) value;
    }

    @Nullable
    Long number(String field) {
        return (Long) values.get(field);
    }

    boolean has(String field) {
        return values.containsKey(field);
    }
}
