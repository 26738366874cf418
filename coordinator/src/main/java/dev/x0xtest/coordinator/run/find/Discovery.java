package dev.x0xtest.coordinator.run.find;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.coordinator.report.RosterEntry;
import dev.x0xtest.coordinator.run.ask.Commands;
import dev.x0xtest.coordinator.run.ask.Exchange;
import dev.x0xtest.coordinator.run.ask.Exchanges;
import dev.x0xtest.coordinator.run.node.Doubles;
import dev.x0xtest.coordinator.run.node.NodeState;
import dev.x0xtest.coordinator.run.node.Roster;
import dev.x0xtest.coordinator.run.terms.Channel;
import dev.x0xtest.coordinator.run.terms.Durations;
import dev.x0xtest.coordinator.run.terms.Outbox;
import dev.x0xtest.coordinator.run.terms.Quoted;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.coordinator.run.terms.Timers;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.ProtocolRange;
import dev.x0xtest.wire.Topics;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.action.Actions;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.action.Discover;
import dev.x0xtest.wire.result.Failure;
import dev.x0xtest.wire.result.FailureKinds;
import dev.x0xtest.wire.result.Outcome;
import dev.x0xtest.wire.result.Result;
import dev.x0xtest.wire.result.ResultDetails;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the runner of every node with {@code discover}. A node with a known id is asked by direct message, at most
 * eight nodes at once, and on the discover topic if it stays silent. A node without a known id is asked on the topic at
 * once; the verified sender of the answer becomes its id. Confined to the run's thread.
 */
public final class Discovery {
    private static final int MAX_DMS = 8;
    private static final long FALLBACK_NANOS = 2_000_000_000L;
    private static final long FIRST_REPEAT_NANOS = 1_000_000_000L;
    private static final Set<String> NEVER_OURS = Set.of(FailureKinds.WRONG_NETWORK, FailureKinds.WRONG_PROTOCOL);
    private static final long LONGEST_REPEAT_NANOS = 4_000_000_000L;

    private long startNanos;
    private final RunConfig config;
    private final Roster roster;
    private final Exchanges exchanges;
    private final Outbox outbox;
    private final Timers timers;
    private final Commands commands;
    private final Doubles doubles;
    private final ObjLongConsumer<NodeState> found;
    private final ObjLongConsumer<NodeState> moved;
    private final DiscoverCommands questions;
    private final TopicProbe probe;
    /** Nodes that were asked on the topic. */
    private final Set<NodeState> published = new HashSet<>();

    private final Readiness readiness;
    private final Deque<NodeState> waiting = new ArrayDeque<>();
    /** The exchange of each node that was asked by direct message. */
    private final Map<NodeState, Exchange> direct = new HashMap<>();

    /** When each node was first asked. */
    private final Map<NodeState, Long> askedNanos = new HashMap<>();

    private int dmsUnderWay;
    private long windowEndsNanos;

    /**
     * A discovery that has not begun.
     *
     * @param found called for every node whose runner answered
     * @param moved called for every node that became ready or was given up
     */
    public Discovery(
            RunConfig config,
            Roster roster,
            Exchanges exchanges,
            Outbox outbox,
            Timers timers,
            Commands commands,
            Doubles doubles,
            ObjLongConsumer<NodeState> found,
            ObjLongConsumer<NodeState> moved) {
        this.config = config;
        this.roster = roster;
        this.exchanges = exchanges;
        this.outbox = outbox;
        this.timers = timers;
        this.commands = commands;
        this.doubles = doubles;
        this.found = found;
        this.moved = moved;
        this.questions = new DiscoverCommands(commands, roster);
        this.probe = new TopicProbe(commands, outbox, config.pubsub());
        this.readiness = new Readiness(exchanges, commands, timers, probe, moved);
    }

    /** Asks all nodes that have a pair. Those that stay silent until the discovery window ends are given up. */
    public void start(long nowNanos) {
        startNanos = nowNanos;
        windowEndsNanos = nowNanos + config.limits().discover().toNanos();
        List<NodeState> unknown = new ArrayList<>();
        for (NodeState node : roster.nodes()) {
            if (node.leftOut()) {
                continue;
            }
            if (node.agentId() != null) {
                waiting.add(node);
            } else {
                unknown.add(node);
            }
        }
        publishFor(unknown, nowNanos);
        next(nowNanos);
        timers.at(windowEndsNanos, this::windowEnded);
    }

    /**
     * Asks several nodes with one publication, and the silent ones by name a second later. Without pubsub each is asked
     * by name only: the command makes runners leave their topics, and runners outside this run must not leave.
     */
    private void publishFor(List<NodeState> nodes, long nowNanos) {
        long byNameNanos = nowNanos;
        if (nodes.size() > 1 && config.pubsub()) {
            outbox.publish(Topics.DISCOVER, questions.toEveryNode().json());
            published.addAll(nodes);
            nodes.forEach(node -> askedNanos.put(node, nowNanos));
            byNameNanos += FIRST_REPEAT_NANOS;
        }
        for (NodeState node : nodes) {
            if (byNameNanos == nowNanos) {
                publish(node, questions.to(node), FIRST_REPEAT_NANOS, nowNanos);
            } else {
                timers.at(byNameNanos, now -> publish(node, questions.to(node), FIRST_REPEAT_NANOS, now));
            }
        }
    }

    private void next(long nowNanos) {
        while (dmsUnderWay < MAX_DMS && !waiting.isEmpty()) {
            NodeState node = waiting.remove();
            if (node.phase() == NodeState.Phase.SOUGHT) {
                askByDm(node, nowNanos);
            }
        }
    }

    private void askByDm(NodeState node, long nowNanos) {
        AgentId to = node.agentId();
        if (to == null) {
            return;
        }
        dmsUnderWay++;
        boolean[] holdsPlace = {true};
        LongConsumer release = now -> {
            if (holdsPlace[0]) {
                holdsPlace[0] = false;
                dmsUnderWay--;
                next(now);
            }
        };
        Command command = questions.to(node);
        askedNanos.put(node, nowNanos);
        Exchange.Listener listener = new Exchange.Listener() {
            @Override
            public void answered(Result result, long now) {
                if (result.outcome() instanceof Outcome.Failed failed) {
                    refused(node, failed.failure(), now);
                }
                release.accept(now);
            }

            @Override
            public void gaveUp(String reason, long now) {
                release.accept(now);
            }
        };
        Exchange exchange =
                exchanges.start(node, to, command, Exchange.Patience.PERSISTENT, windowEndsNanos, listener, nowNanos);
        direct.put(node, exchange);
        timers.at(nowNanos + FALLBACK_NANOS, now -> {
            // A silent node gives its place to the next one.
            release.accept(now);
            if (node.phase() == NodeState.Phase.SOUGHT) {
                publish(node, command, FIRST_REPEAT_NANOS, now);
            }
        });
    }

    private void publish(NodeState node, Command command, long repeatNanos, long nowNanos) {
        if (node.phase() != NodeState.Phase.SOUGHT) {
            return;
        }
        outbox.publish(Topics.DISCOVER, command.json());
        published.add(node);
        askedNanos.putIfAbsent(node, nowNanos);
        long longer = Math.min(repeatNanos * 2, LONGEST_REPEAT_NANOS);
        timers.at(nowNanos + repeatNanos, now -> publish(node, command, longer, now));
    }

    /** Takes a verified answer to discovery. Throws when two agents claim one label, or one agent claims two. */
    public void discovered(Result result, AgentId sender, Channel channel, long nowNanos)
            throws Roster.ConflictException {
        if (probe.answered(result, sender)) {
            return;
        }
        NodeState node = questions.addressee(result);
        if (node == null || node.leftOut() || !node.label().text().equals(result.node())) {
            return;
        }
        if (!roster.claim(node, sender)) {
            return;
        }
        boolean awaited = exchanges.answered(result, channel, nowNanos);
        if (result.outcome() instanceof Outcome.Failed failed) {
            if (!awaited) {
                refused(node, failed.failure(), nowNanos);
            }
            return;
        }
        Discover.Details said = details(result.details());
        String instance = said == null ? null : said.instance();
        String question = String.valueOf(result.commandId());
        if (doubles.answered(node, question, result.machineId(), instance, nowNanos)) {
            askAgain(node, sender, nowNanos);
        }
        if (node.phase() == NodeState.Phase.SOUGHT) {
            // Later the question may have been repeated, and the answer be one to any copy.
            long tookNanos = nowNanos - askedNanos.getOrDefault(node, nowNanos);
            if (tookNanos < FIRST_REPEAT_NANOS) {
                node.answeredAfter(tookNanos);
            }
            found(node, result, said, channel, nowNanos);
        }
    }

    /** Asks a node that two runners answered for: do both of them live? */
    private void askAgain(NodeState node, AgentId to, long nowNanos) {
        Command command = questions.to(node);
        doubles.asked(node, command.commandId());
        Exchange.Listener nobody = new Exchange.Listener() {
            @Override
            public void answered(Result result, long now) {
                // Every answer to discovery is looked at, whether or not it is the first.
            }

            @Override
            public void gaveUp(String reason, long now) {
                // One runner at most is left, or the node is silent.
            }
        };
        exchanges.start(node, to, command, Exchange.Patience.PERSISTENT, windowEndsNanos, nobody, nowNanos);
    }

    /**
     * The runner of a node of this run was started and says what it would answer to discovery. If it is sought, it is
     * found: the next question might come seconds later. Upstream's runner does not say that and goes on being asked.
     */
    public void started(NodeState node, Result ready, Channel channel, long nowNanos) {
        Discover.Details said = readyDetails(ready);
        if (said != null
                && said.agent() != null
                && node.phase() == NodeState.Phase.SOUGHT
                && node.label().text().equals(ready.node())) {
            found(node, ready, said, channel, nowNanos);
        }
    }

    private void found(
            NodeState node, Result result, Discover.@Nullable Details details, Channel channel, long nowNanos) {
        node.found(result.machineId(), details, channel, (nowNanos - startNanos) / 1_000_000);
        if (!published.contains(node)) {
            node.reachedByDm();
        }
        String foreign = foreignProtocol(node);
        if (foreign == null) {
            found.accept(node, nowNanos);
        } else {
            node.giveUp(foreign);
            moved.accept(node, nowNanos);
        }
    }

    private static @Nullable String foreignProtocol(NodeState node) {
        ProtocolRange theirs = node.details() == null ? null : node.details().protocol();
        return theirs == null || theirs.overlaps(ProtocolRange.OURS)
                ? null
                : RosterEntry.FOREIGN + theirs.text() + ", this coordinator " + ProtocolRange.OURS.text();
    }

    private static Discover.@Nullable Details details(ObjectNode details) {
        try {
            return Actions.DISCOVER.details().decode(details);
        } catch (WireException e) {
            return null;
        }
    }

    private static Discover.@Nullable Details readyDetails(Result ready) {
        try {
            ObjectNode said = ResultDetails.READY.decode(ready.details()).discover();
            return said == null ? null : details(said);
        } catch (WireException e) {
            return null;
        }
    }

    /** Asks a found node whether it is ready, or a ready node for a newer baseline. */
    public void askReady(NodeState node, AgentId to, long nowNanos) {
        readiness.ask(node, to, windowEndsNanos, nowNanos);
    }

    /** Asks a node on the topic whose daemon acknowledged a direct message that its runner does not answer. */
    public TopicProbe probe() {
        return probe;
    }

    /** Lets runners use their topics again, if this run made them leave. Upstream runners ignore it. */
    public void farewell() {
        if (config.pubsub()) {
            return;
        }
        for (NodeState node : roster.nodes()) {
            AgentId to = node.agentId();
            if (node.ready() && to != null) {
                outbox.farewell(to, commands.backToTopics(node));
            }
        }
    }

    private void windowEnded(long nowNanos) {
        String reason =
                "no answer to discovery in " + Durations.text(config.limits().discover());
        List<NodeState> silent = roster.nodes().stream()
                .filter(node -> node.phase() == NodeState.Phase.SOUGHT)
                .toList();
        // Give up all of them first, so that a pair of two silent nodes names both.
        silent.forEach(node -> node.giveUp(reason + hint(node)));
        silent.forEach(node -> moved.accept(node, nowNanos));
    }

    /** How the node was asked, for the report. */
    public String trace(NodeState node) {
        Exchange exchange = direct.get(node);
        return exchange == null ? "asked by topic" : exchange.trace();
    }

    private String hint(NodeState node) {
        Exchange discovery = direct.get(node);
        String refusal = discovery == null ? null : discovery.refusal();
        return refusal == null || !node.hint().isEmpty() ? node.hint() : refuses(refusal);
    }

    /**
     * The runner refused discovery. Another network or protocol is final; any other refusal is kept as a hint, and
     * discovery goes on.
     */
    private void refused(NodeState node, Failure failure, long nowNanos) {
        node.hintAt(refuses(failure.message()));
        if (NEVER_OURS.contains(failure.kind()) && node.phase() == NodeState.Phase.SOUGHT) {
            node.giveUp("its runner refuses: " + Quoted.line(failure.message()));
            moved.accept(node, nowNanos);
        }
    }

    /** An unknown agent refused discovery: keep it as a hint, not as a claim. */
    public void refusedByStranger(Result result) {
        NodeState node = questions.addressee(result);
        if (node != null
                && node.phase() == NodeState.Phase.SOUGHT
                && result.outcome() instanceof Outcome.Failed failed
                && NEVER_OURS.contains(failed.failure().kind())) {
            node.hintAt("; one refuses: " + Quoted.line(failed.failure().message()));
        }
    }

    private static String refuses(String sentence) {
        return "; it refuses: " + Quoted.line(sentence);
    }
}
