package dev.x0xtest.coordinator.run.messages;

import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.action.Command;
import org.jspecify.annotations.Nullable;

/**
 * A command that left.
 *
 * @param to null: it was published on a topic
 * @param plan of the plan in the command, or that it completes; null: none
 * @param times how often it was sent by then, from 1
 * @param nanos when, on the run's clock
 */
public record SentCommand(
        @Nullable AgentId to, Command command, @Nullable PlanRoster plan, int times, long nanos) {
    /** Whether the command is for the runner with this agent and label. */
    public boolean isFor(@Nullable AgentId agent, String label) {
        return to == null
                ? command.targetNode().equals(Command.EVERY_NODE)
                        || command.targetNode().equals(label)
                : to.equals(agent);
    }
}
