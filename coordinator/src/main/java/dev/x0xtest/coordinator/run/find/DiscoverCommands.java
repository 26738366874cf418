package dev.x0xtest.coordinator.run.find;

import dev.x0xtest.coordinator.run.ask.Commands;
import dev.x0xtest.coordinator.run.node.NodeState;
import dev.x0xtest.coordinator.run.node.Roster;
import dev.x0xtest.wire.action.Actions;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.action.Discover;
import dev.x0xtest.wire.result.Result;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The {@code discover} commands that were sent, so that an answer can be matched with the node that was asked. */
final class DiscoverCommands {
    private final Commands commands;
    private final Roster roster;
    private final Map<String, NodeState> asked = new HashMap<>();
    /** Id of the command that asked all nodes at once; empty: none. */
    private String everyone = "";

    DiscoverCommands(Commands commands, Roster roster) {
        this.commands = commands;
        this.roster = roster;
    }

    /** A command for one node. */
    Command to(NodeState node) {
        Command command = commands.to(node, Actions.DISCOVER, Discover.Params.ours());
        asked.put(command.commandId(), node);
        return command;
    }

    /** A command for all nodes at once. */
    Command toEveryNode() {
        Command command = commands.toEveryNode(Actions.DISCOVER, Discover.Params.ours());
        everyone = command.commandId();
        return command;
    }

    /** The node that the answered command was for; null: not one of ours. */
    @Nullable
    NodeState addressee(Result result) {
        String id = String.valueOf(result.commandId());
        NodeState node = asked.get(id);
        return node != null || !id.equals(everyone)
                ? node
                : roster.byLabel(result.node()).orElse(null);
    }
}
