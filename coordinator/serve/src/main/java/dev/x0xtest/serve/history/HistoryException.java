package dev.x0xtest.serve.history;

/** The history cannot be read or written. The message is one line for people. */
public final class HistoryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public HistoryException(String message, Throwable cause) {
        super(message, cause);
    }
}
