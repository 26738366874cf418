package dev.x0xtest.wire.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.wire.WireException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A component of a record and its JSON member. */
record RecordField(
        String name,
        Method accessor,
        JsonType type,
        boolean nullable,
        @Nullable JsonNode orElse) {
    private static final Pattern CAPITAL = Pattern.compile("[A-Z]");

    static RecordField of(RecordComponent component) {
        JsonType type = JsonType.of(component.getGenericType());
        OrElse orElse = component.getAnnotation(OrElse.class);
        return new RecordField(
                snakeCase(component.getName()),
                component.getAccessor(),
                type,
                component.getAnnotatedType().isAnnotationPresent(Nullable.class),
                orElse == null ? null : type.defaultNode(orElse.value()));
    }

    @Nullable
    Object read(ObjectNode object, String path) throws WireException {
        JsonNode value = JsonFields.present(object, name);
        if (value == null) {
            value = orElse;
        }
        if (value != null) {
            return type.read(value, path + name);
        }
        if (nullable) {
            return null;
        }
        if (type instanceof JsonType.ListOf) {
            return List.of();
        }
        if (type instanceof JsonType.Truth) {
            return false;
        }
        throw WireException.missing(path + name);
    }

    void write(Record owner, ObjectNode object) {
        try {
            Object value = accessor.invoke(owner);
            if (value != null) {
                object.set(name, type.write(value));
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no access to " + accessor, e);
        }
    }

    private static String snakeCase(String camelCase) {
        return CAPITAL.matcher(camelCase).replaceAll("_$0").toLowerCase(Locale.ROOT);
    }
}
