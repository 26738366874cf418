package dev.x0xtest.cli;

import org.jspecify.annotations.Nullable;

/** Something this program needs is not there; exit 3. The message is one clear line. */
public final class EnvironmentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public EnvironmentException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
