package dev.x0xtest.wire;

/**
 * Of {@code runner_ready}.
 *
 * @param startedAtMs wall clock in ms since 1970, for display only
 */
public record ReadyDetails(@OrElse("0") long startedAtMs) {}
