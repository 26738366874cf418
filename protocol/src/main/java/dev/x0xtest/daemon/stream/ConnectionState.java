package dev.x0xtest.daemon.stream;

/** Where a long-lived connection is in its life; {@link ConnectionLifecycle} knows the legal moves. */
public enum ConnectionState {
    NEW,
    CONNECTING,
    /** Attached: the headers of a 200 were seen, so nothing sent from now on is missed. */
    OPEN,
    BACKING_OFF,
    CLOSING,
    CLOSED
}
