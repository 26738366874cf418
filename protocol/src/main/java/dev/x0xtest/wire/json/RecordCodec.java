package dev.x0xtest.wire.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.wire.WireException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;

/** Maps a record to a JSON object by reflection on its components. {@link Codecs#record} states the rules. */
final class RecordCodec<T extends Record> implements Codec<T> {
    private final Constructor<T> constructor;
    private final List<RecordField> fields;

    RecordCodec(Class<T> type) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            this.constructor = type.getDeclaredConstructor(types);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("a record without its constructor: " + type, e);
        }
        this.fields = Arrays.stream(components).map(RecordField::of).toList();
    }

    @Override
    public T decode(ObjectNode object) throws WireException {
        return decode(object, "");
    }

    T decode(ObjectNode object, String path) throws WireException {
        Object[] values = new Object[fields.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = fields.get(i).read(object, path);
        }
        return create(values);
    }

    @Override
    public ObjectNode encode(T value) {
        ObjectNode object = WireJson.object();
        fields.forEach(field -> field.write(value, object));
        return object;
    }

    private T create(Object[] values) throws WireException {
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refusal) {
                throw new WireException(WireException.Kind.BAD_VALUE, String.valueOf(refusal.getMessage()), refusal);
            }
            throw new IllegalStateException("the constructor of " + constructor.getDeclaringClass(), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no access to " + constructor.getDeclaringClass(), e);
        }
    }
}
