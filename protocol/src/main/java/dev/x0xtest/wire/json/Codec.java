package dev.x0xtest.wire.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.wire.WireException;

/** Converts one type to and from a JSON object. Implementations are stateless and may be used by any thread. */
public interface Codec<T> {
    /**
     * Reads a value.
     *
     * @throws WireException naming the field that is missing, has the wrong type, or is out of range
     */
    T decode(ObjectNode object) throws WireException;

    /** Writes a value into a new object, which the caller may change. */
    ObjectNode encode(T value);
}
