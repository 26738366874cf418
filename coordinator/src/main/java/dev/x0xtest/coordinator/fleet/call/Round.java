package dev.x0xtest.coordinator.fleet.call;

import dev.x0xtest.daemon.Causes;
import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.daemon.DirectMessage;
import dev.x0xtest.daemon.SendRequest;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.NodeLabel;
import dev.x0xtest.wire.Topics;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.frame.Frame;
import dev.x0xtest.wire.frame.Frames;
import dev.x0xtest.wire.result.Result;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One command to each of some runners, and their answers. Asks by signed gossip, as at any first contact; runners whose agent
 * is unknown on the topic of discovery. A repeat has the same bytes, so a runner executes the command once. Confined to the
 * event loop.
 */
final class Round {
    private static final Logger log = LoggerFactory.getLogger(Round.class);

    private final Daemon anchor;
    private final Map<String, Asked> asked = new HashMap<>();
    private final LongSupplier nanos;
    private final Map<NodeLabel, Long> sentNanos = new HashMap<>();
    private final Map<NodeLabel, Answer> answers = new HashMap<>();
    private final Map<NodeLabel, String> refusals = new HashMap<>();
    private final CompletableFuture<@Nullable Void> complete = new CompletableFuture<>();

    /** A command for a node; {@code to} is null while its agent is unknown. */
    record Asked(NodeLabel node, @Nullable AgentId to, Command command) {}

    /**
     * An answer that the anchor's daemon has verified.
     *
     * @param other another agent that answered in the name of the same node; null: there was none
     * @param sentNanos when the command was given to the anchor's daemon, the latest time
     * @param heardNanos when the answer came
     */
    record Answer(AgentId from, Result result, @Nullable AgentId other, long sentNanos, long heardNanos) {}

    /** {@code nanos}: a monotonic clock. */
    Round(Daemon anchor, List<Asked> commands, LongSupplier nanos) {
        this.anchor = anchor;
        this.nanos = nanos;
        commands.forEach(one -> asked.put(one.command().commandId(), one));
        if (asked.isEmpty()) {
            complete.complete(null);
        }
    }

    /** Completes when all have answered. */
    CompletableFuture<@Nullable Void> complete() {
        return complete;
    }

    Map<NodeLabel, Answer> answers() {
        return Map.copyOf(answers);
    }

    /** Why the anchor's daemon did not send the latest command, for the nodes where it did not; one line each. */
    Map<NodeLabel, String> refusals() {
        return Map.copyOf(refusals);
    }

    /** Asks those that have not answered yet. */
    void call() {
        asked.values().stream().filter(one -> !answers.containsKey(one.node())).forEach(this::send);
    }

    private void send(Asked one) {
        sentNanos.put(one.node(), nanos.getAsLong());
        refusals.remove(one.node());
        ask(one).whenComplete((done, failure) -> {
            if (failure != null) {
                log.debug("node={} cannot be asked", one.node(), failure);
                refusals.put(
                        one.node(), String.valueOf(Causes.unwrapped(failure).getMessage()));
            }
        });
    }

    private CompletableFuture<?> ask(Asked one) {
        AgentId to = one.to();
        return to == null
                ? anchor.publish(Topics.DISCOVER, one.command().json())
                : anchor.send(SendRequest.gossip(to, one.command().frame()));
    }

    /** Takes a message of the anchor's stream. */
    void heard(DirectMessage message) {
        Result result = message.history() || !message.verified() ? null : result(message);
        Asked one = result == null ? null : asked.get(String.valueOf(result.commandId()));
        if (result == null
                || one == null
                || !result.node().equals(one.node().text())
                || (one.to() != null && !message.sender().equals(one.to()))) {
            return;
        }
        Answer first = answers.get(one.node());
        if (first == null) {
            long sent = sentNanos.getOrDefault(one.node(), 0L);
            answers.put(one.node(), new Answer(message.sender(), result, null, sent, nanos.getAsLong()));
        } else if (!first.from().equals(message.sender())) {
            answers.put(
                    one.node(),
                    new Answer(first.from(), first.result(), message.sender(), first.sentNanos(), first.heardNanos()));
        }
        if (answers.size() == asked.size()) {
            complete.complete(null);
        }
    }

    private static @Nullable Result result(DirectMessage message) {
        try {
            return Frames.decode(message.payload()).orElse(null) instanceof Frame.Res frame ? frame.result() : null;
        } catch (WireException e) {
            return null;
        }
    }
}
