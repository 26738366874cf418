package dev.x0xtest.cli;

import org.jspecify.annotations.Nullable;

/** Something outside the program is missing, such as the daemon or a token; exit code 3. The message is one line. */
public final class EnvironmentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public EnvironmentException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
