package dev.x0xtest.coordinator.run.pairs;

import dev.x0xtest.coordinator.run.ask.Commands;
import dev.x0xtest.coordinator.run.ask.Exchange;
import dev.x0xtest.coordinator.run.ask.Exchanges;
import dev.x0xtest.coordinator.run.find.Readiness;
import dev.x0xtest.coordinator.run.node.NodeState;
import dev.x0xtest.coordinator.run.node.Roster;
import dev.x0xtest.coordinator.run.terms.Quoted;
import dev.x0xtest.coordinator.run.terms.Timers;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.action.Actions;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.action.NoopAck;
import dev.x0xtest.wire.result.Outcome;
import dev.x0xtest.wire.result.Result;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Asks receivers what they saw, and for their coverage: {@code noop_ack} with {@code sightings}. One question per node
 * is in flight and carries many ids. Upstream runners are not asked: they report neither.
 */
final class Inquiry {
    private static final int MAX_IDS = 256;
    private static final long BATCH_NANOS = 30_000_000L;
    private static final long ANSWER_NANOS = 12_000_000_000L;

    /** Called when a question about an attempt ended, with an answer or without. */
    interface Listener {
        /** {@code last}: the receiver was asked after the grace, so no later answer is awaited. */
        void asked(PairAttempt attempt, boolean last, long nowNanos);
    }

    private record Question(PairAttempt attempt, boolean afterGrace, long senderKnownNanos) {
        /**
         * Whether it was asked after the grace. The grace counts from the sender's record; a newer record starts it
         * again.
         */
        boolean last() {
            return afterGrace && attempt.senderKnownNanos() == senderKnownNanos;
        }
    }

    private final Exchanges exchanges;
    private final Commands commands;
    private final Timers timers;
    private final Listener listener;
    private final List<Deque<Question>> waiting = new ArrayList<>();
    private final Set<NodeState> busy = new HashSet<>();

    Inquiry(Roster roster, Exchanges exchanges, Commands commands, Timers timers, Listener listener) {
        this.exchanges = exchanges;
        this.commands = commands;
        this.timers = timers;
        this.listener = listener;
        roster.nodes().forEach(node -> waiting.add(new ArrayDeque<>()));
    }

    void ask(PairAttempt attempt, boolean last, long nowNanos) {
        if (attempt.decided()) {
            return;
        }
        NodeState node = attempt.cell().destination();
        if (node.abandoned()) {
            attempt.uncovered("its runner is lost");
            listener.asked(attempt, true, nowNanos);
            return;
        }
        if (attempt.baseline() == null || attempt.baseline().attachment() == null) {
            attempt.uncovered("its runner gives no coverage");
            listener.asked(attempt, last, nowNanos);
            return;
        }
        Deque<Question> questions = waiting.get(node.index());
        questions.add(new Question(attempt, last, attempt.senderKnownNanos()));
        if (!node.lost() && busy.add(node)) {
            // Batch the questions of the same moment.
            timers.at(nowNanos + BATCH_NANOS, now -> send(node, now));
        }
    }

    private void send(NodeState node, long nowNanos) {
        Deque<Question> questions = waiting.get(node.index());
        questions.removeIf(question -> question.attempt().decided());
        if (node.lost()) {
            busy.remove(node);
            return;
        }
        List<Question> batch = new ArrayList<>();
        while (batch.size() < MAX_IDS && !questions.isEmpty()) {
            batch.add(questions.remove());
        }
        AgentId to = node.agentId();
        if (batch.isEmpty() || to == null) {
            busy.remove(node);
            return;
        }
        List<String> requestIds = batch.stream()
                .map(question -> question.attempt().requestId())
                .distinct()
                .toList();
        Command command = commands.to(node, Actions.NOOP_ACK, new NoopAck.Params(requestIds));
        exchanges.start(
                node,
                to,
                command,
                Exchange.Patience.PROMPT,
                nowNanos + ANSWER_NANOS,
                answer(node, batch, nowNanos),
                nowNanos);
    }

    private Exchange.Listener answer(NodeState node, List<Question> batch, long askedNanos) {
        return new Exchange.Listener() {
            @Override
            public void answered(Result result, long nowNanos) {
                if (result.outcome() instanceof Outcome.Failed failed) {
                    gaveUp(Quoted.line(failed.failure().message()), nowNanos);
                    return;
                }
                NoopAck.Details details = Readiness.ack(result);
                for (Question question : batch) {
                    take(question, details, askedNanos, nowNanos);
                }
                ended(node, batch, nowNanos);
            }

            @Override
            public void gaveUp(String reason, long nowNanos) {
                batch.forEach(
                        question -> question.attempt().uncovered("its runner did not answer when asked: " + reason));
                ended(node, batch, nowNanos);
            }
        };
    }

    private static void take(Question question, NoopAck.Details details, long askedNanos, long nowNanos) {
        PairAttempt attempt = question.attempt();
        attempt.sightings()
                .asked(
                        details.sightings().stream()
                                .filter(sighting -> sighting.id().equals(attempt.requestId()))
                                .toList(),
                        askedNanos,
                        nowNanos);
        if (question.last()) {
            // Before the grace is over the hop may still be on its way: only a sighting counts then.
            attempt.covered(details, askedNanos);
        }
    }

    private void ended(NodeState node, List<Question> batch, long nowNanos) {
        busy.remove(node);
        for (Question question : batch) {
            listener.asked(question.attempt(), question.last(), nowNanos);
        }
        resume(node, nowNanos);
    }

    /** Asks what waits for the node. */
    void resume(NodeState node, long nowNanos) {
        if (!node.lost() && !waiting.get(node.index()).isEmpty() && busy.add(node)) {
            send(node, nowNanos);
        }
    }
}
