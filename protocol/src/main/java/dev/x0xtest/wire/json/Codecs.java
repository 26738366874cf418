package dev.x0xtest.wire.json;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The codecs there are. */
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
     * A record as an object with snake_case members. Unknown members are ignored; a {@code @Nullable} component may be
     * absent, a list is then empty, a boolean false, a component with {@link OrElse} takes its default; any other must
     * be there. A record's own refusal (IllegalArgumentException) becomes BAD_VALUE.
     */
    public static <T extends Record> Codec<T> record(Class<T> type) {
        return new RecordCodec<>(type);
    }

    /** The object as it is. */
    public static Codec<ObjectNode> raw() {
        return RAW;
    }
}
