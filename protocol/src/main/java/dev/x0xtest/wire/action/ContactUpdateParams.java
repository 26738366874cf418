package dev.x0xtest.wire.action;

/** Of {@code contact_update}. */
public record ContactUpdateParams(String agentId, String trustLevel) {}
