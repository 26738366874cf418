package dev.x0xtest.minimesh.http.exchange;

import java.util.Map;
import org.jspecify.annotations.Nullable;

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
