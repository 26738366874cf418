package dev.x0xtest.runner.action;

import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.Command;

/**
 * Whose command it is.
 *
 * @param coordinator the verified sender
 */
public record CommandContext(AgentId coordinator, Command command) {}
