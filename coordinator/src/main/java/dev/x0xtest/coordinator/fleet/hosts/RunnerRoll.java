package dev.x0xtest.coordinator.fleet.hosts;

import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.daemon.DirectMessage;
import dev.x0xtest.daemon.SendRequest;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.NetworkName;
import dev.x0xtest.wire.NodeLabel;
import dev.x0xtest.wire.Topics;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.action.Actions;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.action.Discover;
import dev.x0xtest.wire.frame.Frame;
import dev.x0xtest.wire.frame.Frames;
import dev.x0xtest.wire.result.Outcome;
import dev.x0xtest.wire.result.Result;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls the runners of a fleet from the anchor and records the answers. It asks by signed gossip, as at any first contact,
 * and repeats until the runner answers. From the second call on, it also asks on the discover topic if a daemon took the
 * direct message: an answer to that alone means that another daemon has the identity. Confined to the event loop.
 */
final class RunnerRoll {
    private static final Logger log = LoggerFactory.getLogger(RunnerRoll.class);

    private final Daemon anchor;
    private final LongSupplier wallMs;
    private long calledAtMs;
    private final Map<String, Asked> asked = new HashMap<>();
    private final Map<NodeLabel, Reply> replies = new HashMap<>();
    private final CompletableFuture<@Nullable Void> complete = new CompletableFuture<>();

    /** Direct messages that a daemon took, by node. */
    private final Map<NodeLabel, Integer> taken = new HashMap<>();

    /** A runner that restarts needs longer than this to answer again. */
    private static final long RESTART_MS = 1_000;

    /** The process that answered first for a node. */
    private final Map<NodeLabel, Answer> first = new HashMap<>();

    private final Set<NodeLabel> twins = new HashSet<>();

    private record Answer(String process, long atMs) {}

    private record Asked(NodeLabel node, AgentId to, Command command, boolean byTopic) {}

    RunnerRoll(
            Daemon anchor,
            AgentId self,
            NetworkName network,
            Map<NodeLabel, AgentId> nodes,
            RandomGenerator random,
            LongSupplier wallMs) {
        this.anchor = anchor;
        this.wallMs = wallMs;
        nodes.forEach((node, agent) -> {
            for (boolean byTopic : new boolean[] {false, true}) {
                String id = new UUID(random.nextLong(), random.nextLong()).toString();
                Command command =
                        Command.of(id, node.text(), Actions.DISCOVER, Discover.Params.ours(), self, false, network);
                asked.put(id, new Asked(node, agent, command, byTopic));
            }
        });
        if (asked.isEmpty()) {
            complete.complete(null);
        }
    }

    /** Completes when all runners have answered. */
    CompletableFuture<@Nullable Void> complete() {
        return complete;
    }

    /** Asks the runners that have not answered yet. The bytes are the same, so a runner executes the command once. */
    void call() {
        if (calledAtMs == 0) {
            calledAtMs = wallMs.getAsLong();
        }
        asked.values().stream().filter(one -> !heardDirectly(one.node())).forEach(this::ask);
    }

    private boolean heardDirectly(NodeLabel node) {
        Reply reply = replies.get(node);
        return reply != null && !reply.byTopicOnly();
    }

    private void ask(Asked one) {
        if (!one.byTopic()) {
            anchor.send(SendRequest.gossip(one.to(), one.command().frame())).whenComplete((answer, failure) -> {
                if (failure == null) {
                    taken.merge(one.node(), 1, Integer::sum);
                } else {
                    log.debug("node={} cannot be asked", one.node(), failure);
                }
            });
        } else if (taken.containsKey(one.node())) {
            anchor.publish(Topics.DISCOVER, one.command().json()).whenComplete((nothing, failure) -> {
                if (failure != null) {
                    log.debug("node={} cannot be asked on the topic", one.node(), failure);
                }
            });
        }
    }

    /** Takes a message of the anchor's stream. */
    void heard(DirectMessage message) {
        Result result = result(message);
        Asked one = result == null ? null : asked.get(String.valueOf(result.commandId()));
        if (result == null
                || one == null
                || message.history()
                || !message.sender().equals(one.to())) {
            return;
        }
        Discover.Details details = details(result);
        String process = result.machineId() + " " + (details == null ? null : details.instance());
        Answer before = first.putIfAbsent(one.node(), new Answer(process, wallMs.getAsLong()));
        if (before != null && !before.process().equals(process) && wallMs.getAsLong() - before.atMs() < RESTART_MS) {
            twins.add(one.node());
        }
        // An answer to a direct message shows that the runner gets them, whatever it answered before.
        if (!one.byTopic() || !replies.containsKey(one.node())) {
            replies.put(one.node(), reply(result, message.verified(), one.byTopic()));
        }
        if (2 * replies.size() == asked.size() && replies.values().stream().noneMatch(Reply::byTopicOnly)) {
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

    private Reply reply(Result result, boolean verified, boolean byTopic) {
        String refusal = result.outcome() instanceof Outcome.Failed failed
                ? failed.failure().message().replaceAll("\\p{Cntrl}", " ")
                : null;
        Discover.Details details = details(result);
        Long theirs = details == null ? null : details.clockMs();
        return new Reply(
                verified,
                result.node(),
                details == null ? null : details.agent(),
                details == null ? null : details.network(),
                theirs == null ? null : ClockOffset.between(calledAtMs, theirs, wallMs.getAsLong()),
                refusal,
                byTopic);
    }

    private static Discover.@Nullable Details details(Result result) {
        try {
            return Actions.DISCOVER.details().decode(result.details());
        } catch (WireException e) {
            return null;
        }
    }

    /** Nodes for which two runners answered at the same time. */
    Set<NodeLabel> twins() {
        return Set.copyOf(twins);
    }

    Map<NodeLabel, Reply> replies() {
        return Map.copyOf(replies);
    }

    /**
     * A runner's answer to {@code discover}. Only a runner that obeys the anchor gives one.
     *
     * @param verified whether the anchor's daemon has verified the sender
     * @param node the label that the runner gives
     * @param runner name and version; null: one of upstream's runners
     * @param network the network that it serves; null: not given
     * @param clock its clock against ours; null: not given
     * @param refusal why it refuses; null: it does not
     * @param byTopicOnly whether it answered on the topic only, while a daemon took every direct message to it
     */
    record Reply(
            boolean verified,
            String node,
            @Nullable String runner,
            @Nullable String network,
            @Nullable ClockOffset clock,
            @Nullable String refusal,
            boolean byTopicOnly) {}
}
