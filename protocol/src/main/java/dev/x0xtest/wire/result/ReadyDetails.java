package dev.x0xtest.wire.result;

import dev.x0xtest.wire.json.OrElse;

/**
 * Of {@code runner_ready}.
 *
 * @param startedAtMs wall clock in ms since 1970, for display only
 */
public record ReadyDetails(@OrElse("0") long startedAtMs) {}
