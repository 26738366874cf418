package dev.x0xtest.wire.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.wire.WireException;

/** One typed value as a JSON object. */
public interface Codec<T> {
    /**
     * Reads a value.
     *
     * @throws WireException naming the field that is missing, of the wrong type, or out of range
     */
    T decode(ObjectNode object) throws WireException;

    /** A fresh object, which the caller may change. */
    ObjectNode encode(T value);
}
