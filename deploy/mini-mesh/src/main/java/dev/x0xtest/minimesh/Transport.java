package dev.x0xtest.minimesh;

/** What joins the nodes. */
public enum Transport {
    /** Nothing but this process: no socket between the nodes. */
    MEMORY,
    /** QUIC on loopback; needs netty's native library for this platform. */
    QUIC
}
