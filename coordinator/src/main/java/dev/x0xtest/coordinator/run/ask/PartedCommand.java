package dev.x0xtest.coordinator.run.ask;

import dev.x0xtest.coordinator.run.node.NodeState;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.Hex;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.plan.PlanActions;
import dev.x0xtest.wire.plan.PlanLimits;
import dev.x0xtest.wire.plan.Transfer;
import dev.x0xtest.wire.result.Outcome;
import dev.x0xtest.wire.result.Result;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * A command that is too long for one message. It is announced; the runner names the parts that it misses; those are
 * sent, each acknowledged; then it is announced again until the command itself is answered. The runner decides which
 * parts to send: a replay, whose keys and part lengths differ, therefore takes the same steps.
 */
public final class PartedCommand {
    private static final int MOST_PARTS = PlanLimits.INFLATED_BYTES / Transfer.Announcement.PART_BYTES;
    private static final long AGAIN_NANOS = 4_000_000_000L;

    private final NodeState node;
    private final AgentId to;
    private final String id;
    private final AskContext line;
    private final long giveUpNanos;
    private final Exchange exchange;
    private int partsUnderWay;

    private PartedCommand(
            NodeState node,
            AgentId to,
            Command command,
            AskContext line,
            long giveUpNanos,
            Exchange.Listener listener,
            long nowNanos) {
        this.node = node;
        this.to = to;
        this.id = command.commandId();
        this.line = line;
        this.giveUpNanos = giveUpNanos;
        this.exchange = line.exchanges().await(node, to, command, this::announce, giveUpNanos, listener, nowNanos);
    }

    /** As {@link Exchanges#start}. */
    public static Exchange start(
            NodeState node,
            AgentId to,
            Command command,
            AskContext line,
            long giveUpNanos,
            Exchange.Listener listener,
            long nowNanos) {
        PartedCommand parted = new PartedCommand(node, to, command, line, giveUpNanos, listener, nowNanos);
        parted.announce(nowNanos);
        return parted.exchange;
    }

    private void announce(long nowNanos) {
        if (exchange.done() || partsUnderWay > 0) {
            return;
        }
        byte[] json = exchange.command().json();
        int parts = (json.length + Transfer.Announcement.PART_BYTES - 1) / Transfer.Announcement.PART_BYTES;
        Transfer.Announcement params = new Transfer.Announcement(id, json.length, Hex.sha256(json), parts);
        Command command = line.commands().to(node, PlanActions.TRANSFER, params);
        line.exchanges()
                .start(
                        node,
                        to,
                        command,
                        Exchange.Patience.PERSISTENT,
                        giveUpNanos,
                        (Answered) this::announced,
                        nowNanos);
    }

    private void announced(Result result, long nowNanos) {
        if (exchange.done()) {
            return;
        }
        List<Integer> missing = missing(result);
        byte[] json = exchange.command().json();
        missing.forEach(part -> send(json, part, nowNanos));
        if (missing.isEmpty()) {
            line.timers().at(nowNanos + AGAIN_NANOS, this::announce);
        }
    }

    /**
     * The parts that the runner names as missing; none if the result is unreadable, so that the command is announced
     * again.
     */
    private static List<Integer> missing(Result result) {
        try {
            return result.outcome() instanceof Outcome.Ok
                    ? PlanActions.TRANSFER.details().decode(result.details()).parts().stream()
                            .filter(part -> part >= 0 && part < MOST_PARTS)
                            .distinct()
                            .toList()
                    : List.of();
        } catch (WireException e) {
            return List.of();
        }
    }

    private void send(byte[] json, int part, long nowNanos) {
        int from = Math.max(0, Math.min(json.length, part * Transfer.Announcement.PART_BYTES));
        byte[] data = Arrays.copyOfRange(json, from, Math.min(json.length, from + Transfer.Announcement.PART_BYTES));
        Transfer.Part params = new Transfer.Part(id, part, Base64.getEncoder().encodeToString(data));
        Command command = line.commands().to(node, PlanActions.PART, params);
        partsUnderWay++;
        line.exchanges()
                .start(
                        node,
                        to,
                        command,
                        Exchange.Patience.PERSISTENT,
                        giveUpNanos,
                        (Answered) this::arrived,
                        nowNanos);
    }

    private void arrived(Result result, long nowNanos) {
        partsUnderWay--;
        if (partsUnderWay == 0) {
            line.timers().at(nowNanos + AGAIN_NANOS, this::announce);
        }
    }

    /** Ignores a timeout: the exchange of the command itself reports it. */
    private interface Answered extends Exchange.Listener {
        @Override
        default void gaveUp(String reason, long nowNanos) {}
    }
}
