package dev.x0xtest.serve.history.codec;

import org.jspecify.annotations.Nullable;

/** Bytes or a line that this version cannot read: damaged, or of a later version. One line. */
public final class CodecException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public CodecException(String message) {
        this(message, null);
    }

    public CodecException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
