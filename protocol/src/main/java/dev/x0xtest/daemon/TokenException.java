package dev.x0xtest.daemon;

import org.jspecify.annotations.Nullable;

/** There is no usable token; the message is one line and never contains the token. */
public final class TokenException extends Exception {
    private static final long serialVersionUID = 1L;

    public TokenException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
