package dev.x0xtest.daemon;

import dev.x0xtest.wire.AgentId;
import org.jspecify.annotations.Nullable;

/** One entry of {@code GET /direct/connections}. */
public record DirectConnection(AgentId agentId, @Nullable String machineId) {}
