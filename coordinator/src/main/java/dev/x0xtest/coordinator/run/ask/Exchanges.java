package dev.x0xtest.coordinator.run.ask;

import dev.x0xtest.coordinator.run.node.NodeState;
import dev.x0xtest.coordinator.run.terms.Outbox;
import dev.x0xtest.coordinator.run.terms.Quoted;
import dev.x0xtest.coordinator.run.terms.Route;
import dev.x0xtest.coordinator.run.terms.RunEvent;
import dev.x0xtest.coordinator.run.terms.Timers;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.result.Failure;
import dev.x0xtest.wire.result.Result;
import dev.x0xtest.wire.result.ResultReassembler;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The commands under way. A command is sent raw; unanswered for two seconds or refused, the same bytes go by signed
 * gossip, then once durable. On a cold fleet a daemon does not know whose raw frames it sees, and its runner obeys none of
 * them: until a node has answered, or was reached by a signed message, raw is given a moment only. A runner that asks for
 * patience ({@link Refusal#AGAIN}) gets the same bytes again after a pause, until the command's own deadline.
 */
public final class Exchanges {
    private static final long GOSSIP_PATIENCE_NANOS = 4_000_000_000L;
    private static final long DURABLE_PATIENCE_NANOS = 30_000_000_000L;
    /**
     * On a warm fleet even a busy runner has answered by then, and gossip that nobody needed would keep all its daemons busy;
     * on a cold one it is what the first contact is delayed by.
     */
    private static final long FIRST_RAW_NANOS = 1_000_000_000L;

    private static final long SLOT_NANOS = 250_000_000L;

    private final Outbox outbox;
    private final Timers timers;
    private final ResultReassembler reassembler;
    private final Slots slots = new Slots();
    private final Map<String, Exchange> byCommand = new HashMap<>();
    private final Map<Long, Sent> bySend = new HashMap<>();

    private record Sent(Exchange exchange, Route route) {}

    public Exchanges(Outbox outbox, Timers timers, ResultReassembler reassembler) {
        this.outbox = outbox;
        this.timers = timers;
        this.reassembler = reassembler;
    }

    /**
     * Sends a command and sees to it that its listener hears of an answer, or that there is none.
     *
     * @param giveUpNanos when to stop waiting, whatever the routes say
     */
    public Exchange start(
            NodeState node,
            AgentId to,
            Command command,
            Exchange.Patience patience,
            long giveUpNanos,
            Exchange.Listener listener,
            long nowNanos) {
        List<Exchange.Step> steps = steps(node, patience, patience == Exchange.Patience.PERSISTENT);
        Exchange exchange = new Exchange(node, to, command, patience, steps, null, listener);
        open(exchange, giveUpNanos, nowNanos);
        advance(exchange, nowNanos);
        return exchange;
    }

    /**
     * The same for a command that reaches its runner by other ways.
     *
     * @param again brings it there once more, after the runner has asked for patience
     */
    Exchange await(
            NodeState node,
            AgentId to,
            Command command,
            LongConsumer again,
            long giveUpNanos,
            Exchange.Listener listener,
            long nowNanos) {
        Exchange exchange = new Exchange(node, to, command, Exchange.Patience.PERSISTENT, List.of(), again, listener);
        open(exchange, giveUpNanos, nowNanos);
        return exchange;
    }

    private void open(Exchange exchange, long giveUpNanos, long nowNanos) {
        Command command = exchange.command();
        byCommand.put(command.commandId(), exchange);
        reassembler.register(command.requestId(), Set.of(exchange.to()), giveUpNanos, nowNanos);
        timers.at(giveUpNanos, now -> giveUp(exchange, exchange.silence(), now));
    }

    /** A result that comes by itself, perhaps in chunks. */
    public void awaitUnasked(String requestId, AgentId from, long untilNanos, long nowNanos) {
        reassembler.register(requestId, Set.of(from), untilNanos, nowNanos);
    }

    private static List<Exchange.Step> steps(NodeState node, Exchange.Patience patience, boolean persistent) {
        Exchange.Step gossip = new Exchange.Step(Route.GOSSIP, GOSSIP_PATIENCE_NANOS);
        Exchange.Step durable = new Exchange.Step(Route.DURABLE, DURABLE_PATIENCE_NANOS);
        List<Exchange.Step> steps = new ArrayList<>();
        steps.add(new Exchange.Step(Route.RAW, node.contacted() ? patience.rawNanos() : FIRST_RAW_NANOS));
        steps.add(gossip);
        steps.add(persistent ? new Exchange.Step(Route.DURABLE, GOSSIP_PATIENCE_NANOS) : durable);
        for (int again = 0; persistent && again < 15; again++) {
            steps.add(gossip);
        }
        return List.copyOf(steps);
    }

    private void advance(Exchange exchange, long nowNanos) {
        Exchange.Step step = exchange.next();
        if (step != null) {
            send(exchange, step, nowNanos);
        }
    }

    private void send(Exchange exchange, Exchange.Step step, long nowNanos) {
        int turn = exchange.turn();
        if (!slots.take(step.route())) {
            if (step.route() == Route.DURABLE && exchange.following() != null) {
                advance(exchange, nowNanos);
            } else {
                timers.at(nowNanos + SLOT_NANOS, now -> {
                    if (!exchange.done() && exchange.turn() == turn) {
                        send(exchange, step, now);
                    }
                });
            }
            return;
        }
        long sendId = outbox.dm(exchange.to(), exchange.command(), step.route());
        exchange.sent(sendId);
        bySend.put(sendId, new Sent(exchange, step.route()));
        timers.at(nowNanos + step.patienceNanos(), now -> {
            if (!exchange.done() && exchange.turn() == turn) {
                exchange.note("unanswered " + step.route().label());
                exchange.listener().unanswered(now);
                advance(exchange, now);
            }
        });
    }

    /** The runner is there and cannot now: from here on it is asked until the command's deadline. */
    private void pause(Exchange exchange, Failure failure, long tsMs, long nowNanos) {
        int refusals = exchange.refused(failure.kind(), Quoted.line(failure.message()), tsMs);
        if (refusals == 0) {
            return;
        }
        if (exchange.allRefused()) {
            exchange.listener().notYet(nowNanos);
        }
        int turn = exchange.turn();
        timers.at(nowNanos + Refusal.pauseNanos(refusals), now -> {
            LongConsumer again = exchange.again();
            if (exchange.done() || exchange.turn() != turn) {
                return;
            }
            if (again != null) {
                again.accept(now);
            } else {
                exchange.startOver(steps(exchange.node(), exchange.patience(), true));
                advance(exchange, now);
            }
        });
    }

    /** The anchor's daemon answered a send. */
    public void settled(RunEvent.DmSettled event, long nowNanos) {
        Sent sent = bySend.remove(event.sendId());
        if (sent == null) {
            return;
        }
        Exchange exchange = sent.exchange();
        Route route = sent.route();
        slots.release(route);
        if (event.code() == null) {
            if (route != Route.RAW) {
                exchange.node().contactMade();
            }
            exchange.accepted(event.path() == null ? route.label() : event.path());
            return;
        }
        exchange.note("refused(" + event.code() + ")");
        if (exchange.done() || !exchange.isCurrent(event.sendId())) {
            return;
        }
        refused(exchange, event.code(), nowNanos);
    }

    private void refused(Exchange exchange, String code, long nowNanos) {
        Route next = exchange.following();
        if (next == null) {
            if (!exchange.anyAccepted()) {
                giveUp(exchange, "command refused(" + code + ")", nowNanos);
            }
        } else if (next != exchange.current()) {
            advance(exchange, nowNanos);
        }
        // The same route again waits for its turn: what refused a moment ago will refuse now.
    }

    /** Whether the result answers a command under way. */
    public boolean answered(Result result, String channel, long nowNanos) {
        Exchange exchange = open(result);
        if (exchange == null) {
            return false;
        }
        if (!channel.equals("dm")) {
            exchange.note("answered by " + channel);
        }
        Failure again = Refusal.again(result).orElse(null);
        if (again != null) {
            pause(exchange, again, result.tsMs(), nowNanos);
            return true;
        }
        exchange.node().contactMade();
        close(exchange);
        exchange.listener().answered(result, nowNanos);
        return true;
    }

    @Nullable
    public Exchange open(Result result) {
        String id = result.commandId();
        return id == null ? null : byCommand.get(id);
    }

    private void giveUp(Exchange exchange, String reason, long nowNanos) {
        if (!exchange.done()) {
            close(exchange);
            exchange.listener().gaveUp(reason, nowNanos);
        }
    }

    private void close(Exchange exchange) {
        byCommand.remove(exchange.command().commandId());
        reassembler.deregister(exchange.command().requestId());
        exchange.close();
    }

    /**
     * How many sends may be at the anchor's daemon at once by the ways that cost the mesh most: every gossip message is checked
     * by every node, and a durable one may keep the daemon busy for half a minute. Pure.
     */
    static final class Slots {
        private static final Map<Route, Integer> MOST = Map.of(Route.GOSSIP, 8, Route.DURABLE, 2);

        private final Map<Route, Integer> taken = new EnumMap<>(Route.class);

        /** False: none is free. */
        boolean take(Route route) {
            int now = taken.getOrDefault(route, 0);
            if (now >= MOST.getOrDefault(route, Integer.MAX_VALUE)) {
                return false;
            }
            taken.put(route, now + 1);
            return true;
        }

        /** The daemon has answered. */
        void release(Route route) {
            taken.merge(route, -1, Integer::sum);
        }
    }
}
