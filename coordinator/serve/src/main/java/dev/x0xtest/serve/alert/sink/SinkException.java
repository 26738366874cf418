package dev.x0xtest.serve.alert.sink;

/** A sink has not taken an alert. The message is one line without secrets. */
public final class SinkException extends Exception {
    private static final long serialVersionUID = 1L;

    public SinkException(String message) {
        super(message);
    }
}
