package dev.x0xtest.serve.api.live;

/**
 * What an operator did.
 *
 * @param atMs ms since 1970
 * @param who the name of the operator's token
 * @param action such as {@code order silence}
 * @param target what it is about; empty: the daemon
 * @param reason as the operator gave it; empty: none
 */
public record Audit(long atMs, String who, String action, String target, String reason) {}
