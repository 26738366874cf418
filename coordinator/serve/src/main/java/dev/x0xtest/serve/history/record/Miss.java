package dev.x0xtest.serve.history.record;

/**
 * A cell that is not proven, with its reason.
 *
 * @param src place among the nodes of the run; {@code dst} too
 * @param code the daemon's status or error code; empty: none
 * @param reason in words; empty: the outcome says it all
 */
public record Miss(int src, int dst, char letter, String code, String reason) {}
