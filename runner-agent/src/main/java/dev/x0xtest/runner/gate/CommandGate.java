package dev.x0xtest.runner.gate;

import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.NetworkName;
import dev.x0xtest.wire.NodeLabel;
import dev.x0xtest.wire.action.Action;
import dev.x0xtest.wire.action.ActionRegistry;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.result.Failure;
import dev.x0xtest.wire.result.FailureKinds;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether to execute a command. It judges the sender before the command is parsed, so that a stranger costs no
 * parsing. A stranger gets no answer and does not learn that there is a runner. Pure.
 */
public final class CommandGate {
    private final Authority authority;
    private final NodeLabel node;
    private final @Nullable NetworkName network;
    private final ActionRegistry actions;

    /**
     * Takes the rules.
     *
     * @param network commands of this network are accepted; null: commands of every network
     */
    public CommandGate(Authority authority, NodeLabel node, @Nullable NetworkName network, ActionRegistry actions) {
        this.authority = authority;
        this.node = node;
        this.network = network;
        this.actions = actions;
    }

    /** Why a command of this origin is ignored; empty for a verified coordinator. */
    public Optional<GateVerdict.IgnoreReason> judgeSender(Origin origin) {
        AgentId sender = origin.sender();
        if (origin.history()) {
            return Optional.of(GateVerdict.IgnoreReason.HISTORY);
        }
        if (sender == null) {
            return Optional.of(GateVerdict.IgnoreReason.UNSIGNED);
        }
        if (!authority.lists(sender)) {
            return Optional.of(GateVerdict.IgnoreReason.UNLISTED);
        }
        return origin.verified() ? Optional.empty() : Optional.of(GateVerdict.IgnoreReason.UNVERIFIED);
    }

    public GateVerdict judge(Origin origin, Command command) {
        Optional<GateVerdict.IgnoreReason> reason = judgeSender(origin);
        AgentId sender = origin.sender();
        if (reason.isPresent() || sender == null) {
            return new GateVerdict.Ignored(reason.orElse(GateVerdict.IgnoreReason.UNSIGNED));
        }
        String target = command.targetNode();
        if (!target.equals(Command.EVERY_NODE) && !target.equals(node.text())) {
            return new GateVerdict.NotForUs();
        }
        if (!anchorIsSender(origin.channel(), sender, command)) {
            return new GateVerdict.Ignored(GateVerdict.IgnoreReason.ANCHOR_MISMATCH);
        }
        return ofOurNetwork(command)
                ? judgeAction(sender, command)
                : new GateVerdict.Refused(sender, wrongNetwork(command));
    }

    private boolean ofOurNetwork(Command command) {
        return network == null || command.network() == null || command.network().equals(network);
    }

    private Failure wrongNetwork(Command command) {
        return failure(
                FailureKinds.WRONG_NETWORK,
                "wrong_network",
                "this runner is of network " + network + ", the command is of network " + command.network());
    }

    private GateVerdict judgeAction(AgentId sender, Command command) {
        Optional<Action<?, ?>> known = actions.find(command.action());
        if (known.isEmpty()) {
            String name = shortened(command.action());
            return new GateVerdict.Refused(
                    sender, failure(FailureKinds.UNKNOWN_ACTION, "unknown_action", "unknown action: " + name));
        }
        Action<?, ?> action = known.get();
        if (!authority.grants(sender, action.power())) {
            String power = action.power().name().toLowerCase(Locale.ROOT);
            return new GateVerdict.Refused(
                    sender,
                    failure(
                            FailureKinds.NOT_ALLOWED,
                            "power_not_granted",
                            "this runner does not grant you " + power + ": start it with --coordinator " + sender.hex()
                                    + "=" + power));
        }
        return new GateVerdict.Accepted(sender, action);
    }

    /** A topic message must name its anchor. A direct message may leave it out; its sender is the anchor then. */
    private static boolean anchorIsSender(Origin.Channel channel, AgentId sender, Command command) {
        String anchor = command.anchorAid();
        return anchor.isEmpty() ? channel == Origin.Channel.DIRECT : anchor.equals(sender.hex());
    }

    private static Failure failure(String kind, String code, String message) {
        return new Failure(kind, code, message, null, null);
    }

    private static String shortened(String action) {
        return action.length() <= 64 ? action : action.substring(0, 64) + "…";
    }
}
