package dev.x0xtest.daemon;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Every failure of a socket; the cause is the socket's own exception. */
public final class DisconnectedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final boolean requestWritten;

    public DisconnectedException(String message, boolean requestWritten, @Nullable Throwable cause) {
        super(message, cause);
        this.requestWritten = requestWritten;
    }

    /** Whether the request was written: then the daemon may have executed it although the answer was lost. */
    public boolean requestWritten() {
        return requestWritten;
    }
}
