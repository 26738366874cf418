package dev.x0xtest.wire;

/** Of {@code contact_remove}. */
public record ContactRemoveParams(String agentId) {}
