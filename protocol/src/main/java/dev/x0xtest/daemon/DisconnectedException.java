package dev.x0xtest.daemon;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The one form every socket failure takes; its cause is what the socket said. */
public final class DisconnectedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final boolean requestWritten;

    public DisconnectedException(String message, boolean requestWritten, @Nullable Throwable cause) {
        super(message, cause);
        this.requestWritten = requestWritten;
    }

    /** True when the daemon may have carried out the request whose answer was lost. */
    public boolean requestWritten() {
        return requestWritten;
    }
}
