package dev.x0xtest.daemon;

/**
 * {@code GET /health}. The peer counts come from a snapshot that is up to 5 s old; 0 until the first one.
 *
 * @param status {@code healthy} or {@code degraded}; a daemon that answers is serving, whatever this says
 */
public record Health(String version, int peers, int sendReadyPeers, long uptimeSecs, String status) {}
