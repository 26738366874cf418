package dev.x0xtest.daemon.stream;

/** The state of a long-lived connection; {@link ConnectionLifecycle} lists the transitions. */
public enum ConnectionState {
    NEW,
    CONNECTING,
    /** Attached: the answer's status 200 has arrived, so every later event will be seen. */
    OPEN,
    BACKING_OFF,
    CLOSING,
    CLOSED
}
