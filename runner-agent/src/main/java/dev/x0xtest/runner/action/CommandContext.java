package dev.x0xtest.runner.action;

import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.action.Command;

/**
 * Whose command it is.
 *
 * @param coordinator the verified sender
 * @param requestId the command's; one made here, if it brings none
 */
public record CommandContext(AgentId coordinator, Command command, String requestId) {}
