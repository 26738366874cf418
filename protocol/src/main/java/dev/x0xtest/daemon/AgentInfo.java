package dev.x0xtest.daemon;

import dev.x0xtest.wire.AgentId;

/** {@code GET /agent}: who this daemon is. */
public record AgentInfo(AgentId agentId, String machineId) {}
