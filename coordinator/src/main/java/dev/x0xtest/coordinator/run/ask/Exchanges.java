package dev.x0xtest.coordinator.run.ask;

import dev.x0xtest.coordinator.run.node.NodeState;
import dev.x0xtest.coordinator.run.terms.Channel;
import dev.x0xtest.coordinator.run.terms.Outbox;
import dev.x0xtest.coordinator.run.terms.Quoted;
import dev.x0xtest.coordinator.run.terms.RunEvent;
import dev.x0xtest.coordinator.run.terms.Timers;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.Plane;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.plan.PlanActions;
import dev.x0xtest.wire.result.Failure;
import dev.x0xtest.wire.result.Result;
import dev.x0xtest.wire.result.ResultReassembler;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The commands in flight. A command is sent raw first. If no answer comes in two seconds, or the daemon refuses it, the
 * same bytes are sent by signed gossip, then durable. In a cold fleet a daemon does not know the sender of a raw frame
 * yet, and its runner obeys no such frame: until a node was reached once, raw gets one second only. A busy runner
 * ({@link Refusal#AGAIN}) gets the same bytes again after a back-off, until the command's deadline. Confined to the
 * run's thread.
 */
public final class Exchanges {
    private static final long GOSSIP_PATIENCE_NANOS = 4_000_000_000L;
    private static final long DURABLE_PATIENCE_NANOS = 30_000_000_000L;
    /**
     * In a warm fleet even a busy runner answers within this time, and needless gossip would load every daemon. In a
     * cold fleet it delays the first contact by as much.
     */
    private static final long FIRST_RAW_NANOS = 1_000_000_000L;

    /** What a runner takes from any process of its coordinator. */
    private static final Set<String> ALWAYS = Set.of(PlanActions.ATTACH.name(), PlanActions.STATUS.name());

    private static final long SLOT_NANOS = 250_000_000L;

    private final Outbox outbox;
    private final Timers timers;
    private final ResultReassembler reassembler;
    private Slots slots = new Slots();
    private final Map<String, Exchange> byCommand = new HashMap<>();
    private final Map<Long, Sent> bySend = new HashMap<>();

    private record Sent(Exchange exchange, Plane route) {}

    /** No command is in flight. {@code reassembler} collects results that come in chunks. */
    public Exchanges(Outbox outbox, Timers timers, ResultReassembler reassembler) {
        this.outbox = outbox;
        this.timers = timers;
        this.reassembler = reassembler;
    }

    /**
     * Sends a command until it is answered or the time is over.
     *
     * @param giveUpNanos when to stop waiting, also if routes are left
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
     * Awaits the answer to a command that the caller sends itself.
     *
     * @param again sends it once more, after the back-off for a busy runner
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

    /** Expects a result that no command asks for; it may come in chunks. */
    public void awaitUnasked(String requestId, AgentId from, long untilNanos, long nowNanos) {
        reassembler.register(requestId, Set.of(from), untilNanos, nowNanos);
    }

    private static List<Exchange.Step> steps(NodeState node, Exchange.Patience patience, boolean persistent) {
        Exchange.Step gossip = new Exchange.Step(Plane.GOSSIP, GOSSIP_PATIENCE_NANOS);
        Exchange.Step durable = new Exchange.Step(Plane.DURABLE, DURABLE_PATIENCE_NANOS);
        List<Exchange.Step> steps = new ArrayList<>();
        steps.add(new Exchange.Step(Plane.RAW, node.contacted() ? patience.rawNanos() : FIRST_RAW_NANOS));
        steps.add(gossip);
        steps.add(persistent ? new Exchange.Step(Plane.DURABLE, GOSSIP_PATIENCE_NANOS) : durable);
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
        if (exchange.node().lost()
                || (exchange.node().held()
                        && !ALWAYS.contains(exchange.command().action()))) {
            return;
        }
        int turn = exchange.turn();
        if (!slots.take(step.route())) {
            if (step.route() == Plane.DURABLE && exchange.following() != null) {
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
        if (exchange.node().silent()) {
            outbox.countSilent(exchange.command());
        }
        long sendId = outbox.dm(exchange.to(), exchange.command(), step.route());
        exchange.sent(sendId);
        exchange.node().asked();
        bySend.put(sendId, new Sent(exchange, step.route()));
        timers.at(nowNanos + step.patienceNanos(), now -> {
            if (!exchange.done() && exchange.turn() == turn) {
                exchange.note("unanswered " + step.route().label());
                exchange.listener().unanswered(now);
                advance(exchange, now);
            }
        });
    }

    /**
     * Another process goes on: the daemon settles nothing that was sent before. Drops the commands that only the process
     * before could send, without a word to their senders; the others wait for {@link #resume}.
     */
    public void forgetSends(Set<String> dropped) {
        bySend.clear();
        slots = new Slots();
        List.copyOf(byCommand.values()).stream()
                .filter(exchange -> dropped.contains(exchange.command().action()))
                .forEach(this::close);
    }

    /** A lost node is back: sends it again what waits for its answer. */
    public void resume(NodeState node, long nowNanos) {
        List<Exchange> held = byCommand.values().stream()
                .filter(exchange -> exchange.node() == node && exchange.again() == null)
                .sorted(Comparator.comparing(exchange -> exchange.command().commandId()))
                .toList();
        for (Exchange exchange : held) {
            exchange.startOver(steps(node, exchange.patience(), exchange.patience() == Exchange.Patience.PERSISTENT));
            advance(exchange, nowNanos);
        }
    }

    /** The runner is busy: sends the command again after a back-off, until the command's deadline. */
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
        Plane route = sent.route();
        slots.release(route);
        if (event.code() == null) {
            if (route != Plane.RAW) {
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
        Plane next = exchange.following();
        if (next == null) {
            if (!exchange.anyAccepted()) {
                giveUp(exchange, "command refused(" + code + ")", nowNanos);
            }
        } else if (next != exchange.current()) {
            advance(exchange, nowNanos);
        }
        // A repeat of the same route keeps its pause: what was refused a moment ago would be refused again.
    }

    /** Takes a result if it answers a command in flight; false: it does not. */
    public boolean answered(Result result, Channel channel, long nowNanos) {
        Exchange exchange = open(result);
        if (exchange == null) {
            return false;
        }
        if (channel != Channel.DM) {
            exchange.note("answered by " + channel.label());
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

    /** The exchange in flight that this result answers; null: none. */
    @Nullable
    public Exchange open(Result result) {
        String id = result.commandId();
        return id == null ? null : byCommand.get(id);
    }

    /** Gives up every command of this action, for this reason. */
    public void giveUp(String action, String reason, long nowNanos) {
        byCommand.values().stream()
                .filter(exchange -> exchange.command().action().equals(action))
                .sorted(Comparator.comparing(exchange -> exchange.command().commandId()))
                .toList()
                .forEach(exchange -> giveUp(exchange, reason, nowNanos));
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
     * Bounds the sends in flight at the anchor's daemon on the expensive routes. Every node verifies every gossip
     * message, and a durable send may occupy the daemon for half a minute.
     */
    static final class Slots {
        private static final Map<Plane, Integer> MOST = Map.of(Plane.GOSSIP, 8, Plane.DURABLE, 2);

        private final Map<Plane, Integer> taken = new EnumMap<>(Plane.class);

        /** Takes a slot of the route; false: none is free. */
        boolean take(Plane route) {
            int now = taken.getOrDefault(route, 0);
            if (now >= MOST.getOrDefault(route, Integer.MAX_VALUE)) {
                return false;
            }
            taken.put(route, now + 1);
            return true;
        }

        /** Frees the slot: the daemon answered the send. */
        void release(Plane route) {
            taken.merge(route, -1, Integer::sum);
        }
    }
}
