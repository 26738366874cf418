package dev.x0xtest.wire.json;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The two kinds of {@link Codec}: for a record, and for a JSON object left as it is. */
public final class Codecs {
    private static final Codec<ObjectNode> RAW = new Codec<>() {
        @Override
        public ObjectNode decode(ObjectNode object) {
            return object;
        }

        @Override
        public ObjectNode encode(ObjectNode value) {
            return value.deepCopy();
        }
    };

    private Codecs() {}

    /**
     * Maps a record to an object with snake_case members. Unknown members are ignored. An absent member is null for a
     * {@code @Nullable} component, the default for a component with {@link OrElse}, empty for a list, false for a
     * boolean, and an error otherwise. An {@code IllegalArgumentException} of the record's constructor becomes
     * BAD_VALUE.
     */
    public static <T extends Record> Codec<T> record(Class<T> type) {
        return new RecordCodec<>(type);
    }

    /** Passes the object through unchanged. */
    public static Codec<ObjectNode> raw() {
        return RAW;
    }
}
