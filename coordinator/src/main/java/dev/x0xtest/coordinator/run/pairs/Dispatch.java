package dev.x0xtest.coordinator.run.pairs;

import dev.x0xtest.coordinator.run.ask.Commands;
import dev.x0xtest.coordinator.run.ask.Exchange;
import dev.x0xtest.coordinator.run.ask.Exchanges;
import dev.x0xtest.coordinator.run.cell.Cell;
import dev.x0xtest.coordinator.run.cell.SenderRecord;
import dev.x0xtest.coordinator.run.cell.SenderRecords;
import dev.x0xtest.coordinator.run.node.NodeState;
import dev.x0xtest.coordinator.run.node.Roster;
import dev.x0xtest.coordinator.run.terms.Payloads;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.Plane;
import dev.x0xtest.wire.action.Actions;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.action.SendDm;
import dev.x0xtest.wire.frame.HopFrame;
import dev.x0xtest.wire.result.Result;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the next cell to try: one queue per source in a seeded rotation, with a bound per runner and a bound in all.
 */
final class Dispatch {
    /** The runner's own time for one send: the daemon may take 27 s, the answer has to travel. */
    private static final long ANSWER_NANOS = 35_000_000_000L;

    private final RunConfig config;
    private final Roster roster;
    private final Exchanges exchanges;
    private final Commands commands;
    private final Payloads payloads;
    private final Consumer<PairAttempt> started;
    private final ObjLongConsumer<PairAttempt> answered;
    private final List<Deque<Cell>> waiting = new ArrayList<>();
    private final int[] underWay;
    private final Window window;
    private int total;

    Dispatch(
            RunConfig config,
            Roster roster,
            Exchanges exchanges,
            Commands commands,
            Payloads payloads,
            Consumer<PairAttempt> started,
            ObjLongConsumer<PairAttempt> answered) {
        this.config = config;
        this.roster = roster;
        this.exchanges = exchanges;
        this.commands = commands;
        this.payloads = payloads;
        this.started = started;
        this.answered = answered;
        this.window = new Window(config.limits().total());
        this.underWay = new int[roster.nodes().size()];
        roster.nodes().forEach(node -> waiting.add(new ArrayDeque<>()));
    }

    /**
     * Fills the queues. In round r node i sends to (i + s_r) mod N, where s is a seeded permutation, so that ideally no
     * node receives twice at once. Each sample is one such rotation. A sparse run leaves cells out.
     */
    void schedule(List<Cell> cells) {
        int nodes = roster.nodes().size();
        int[] shifts = new int[Math.max(0, nodes - 1)];
        SplittableRandom random = new SplittableRandom(config.seed());
        for (int i = 0; i < shifts.length; i++) {
            int j = random.nextInt(i + 1);
            shifts[i] = shifts[j];
            shifts[j] = i + 1;
        }
        int samples = config.limits().samples();
        @Nullable Cell[][][] bySample = new Cell[samples][nodes][nodes];
        cells.forEach(cell -> bySample[cell.sample()][cell.source().index()][
                cell.destination().index()] = cell);
        for (@Nullable Cell[][] byPair : bySample) {
            for (int shift : shifts) {
                for (int source = 0; source < nodes; source++) {
                    Cell cell = byPair[source][(source + shift) % nodes];
                    if (cell != null) {
                        waiting.get(source).add(cell);
                    }
                }
            }
        }
    }

    /** Removes the cells that plans try first. */
    void leavePlanned() {
        waiting.forEach(queue -> queue.removeIf(Cell::planned));
    }

    /** Puts a cell at the head of its queue. */
    void again(Cell cell) {
        cell.returnToPairs();
        waiting.get(cell.source().index()).addFirst(cell);
    }

    /** Starts as many cells as the bounds allow. */
    void pump(long nowNanos) {
        boolean any = true;
        while (any && total < window.size()) {
            any = false;
            for (NodeState source : roster.nodes()) {
                if (total < window.size()) {
                    any |= startOne(source, nowNanos);
                }
            }
        }
    }

    private boolean startOne(NodeState source, long nowNanos) {
        if (!source.ready()
                || source.lost()
                || underWay[source.index()] >= config.limits().perRunner()) {
            return false;
        }
        Deque<Cell> queue = waiting.get(source.index());
        queue.removeIf(Cell::decided);
        for (Cell cell : queue) {
            if (cell.destination().ready() && !cell.destination().lost()) {
                queue.removeFirstOccurrence(cell);
                start(cell, nowNanos);
                return true;
            }
        }
        return false;
    }

    private void start(Cell cell, long nowNanos) {
        AgentId source = cell.source().agentId();
        AgentId destination = cell.destination().agentId();
        if (source == null || destination == null) {
            throw new IllegalStateException("a ready node has an id");
        }
        String id = commands.nextId();
        int bytes = config.limits().bytesOf(cell.sample());
        String sha256 = payloads.sha256(id, bytes);
        String marker = sha256.substring(0, 32);
        byte[] payload = payloads.payload(id, bytes);
        int frameBytes = new HopFrame(id, marker, roster.anchor().hex(), payload).encode().length;
        Sightings sightings = new Sightings(source.hex(), sha256, marker, frameBytes, nowNanos);
        PairAttempt attempt = new PairAttempt(
                cell,
                cell.attempts().size() + 1,
                id,
                nowNanos,
                sightings,
                cell.destination().baseline());
        cell.add(attempt);
        underWay[cell.source().index()]++;
        total++;
        started.accept(attempt);
        Command command = commands.named(id, cell.source(), Actions.SEND_DM, params(destination, payload, marker));
        Exchange.Patience patience = config.plane() == Plane.RAW ? Exchange.Patience.PROMPT : Exchange.Patience.SLOW;
        long giveUp = nowNanos + Math.max(ANSWER_NANOS, config.limits().hop().toNanos());
        attempt.sentBy(exchanges.start(cell.source(), source, command, patience, giveUp, listener(attempt), nowNanos));
    }

    private SendDm.Params params(AgentId destination, byte[] payload, String marker) {
        boolean raw = config.plane() == Plane.RAW;
        return new SendDm.Params(
                destination.hex(),
                Base64.getEncoder().encodeToString(payload),
                marker,
                null,
                raw,
                raw ? Plane.RAW_ACK_MS : null,
                raw,
                config.plane() == Plane.GOSSIP,
                config.plane().label(),
                1,
                config.limits().lease() == null
                        ? null
                        : (int) config.limits().lease().toMillis());
    }

    private Exchange.Listener listener(PairAttempt attempt) {
        return new Exchange.Listener() {
            @Override
            public void answered(Result result, long nowNanos) {
                window.answered();
                know(attempt, SenderRecords.of(result), nowNanos);
            }

            @Override
            public void gaveUp(String reason, long nowNanos) {
                Exchange exchange = attempt.exchange();
                boolean reached = exchange != null && (exchange.anyAccepted() || exchange.refusal() != null);
                know(
                        attempt,
                        reached
                                ? SenderRecords.silent(exchange, "no answer from the source")
                                : new SenderRecord.NotAttempted(reason),
                        nowNanos);
            }

            @Override
            public void notYet(long nowNanos) {
                attempt.sightings().notSentBefore(nowNanos);
            }

            @Override
            public void unanswered(long nowNanos) {
                window.unanswered(nowNanos);
            }
        };
    }

    private void know(PairAttempt attempt, SenderRecord record, long nowNanos) {
        underWay[attempt.cell().source().index()]--;
        total--;
        attempt.senderSays(record, nowNanos);
        answered.accept(attempt, nowNanos);
    }
}
