package dev.x0xtest.daemon.stream;

/** How soon a failed connection is tried again. */
public enum RetryClass {
    /** The token was refused and another one is at hand. */
    TOKEN_REPLACED,
    /** The token was refused. */
    AUTH,
    TRANSIENT
}
