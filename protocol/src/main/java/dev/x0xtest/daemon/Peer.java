package dev.x0xtest.daemon;

/**
 * One entry of {@code GET /peers}.
 *
 * @param id a machine id, not an agent id
 * @param link {@code healthy} or {@code degraded}; empty when the daemon does not say (0.39)
 */
public record Peer(String id, String link) {}
