package dev.x0xtest.wire.action;

/** Of {@code contact_remove}. */
public record ContactRemoveParams(String agentId) {}
