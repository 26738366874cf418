package dev.x0xtest.coordinator.run.suspects;

import dev.x0xtest.coordinator.report.CellClass;
import dev.x0xtest.coordinator.report.fact.Fact;
import dev.x0xtest.coordinator.run.ask.AskContext;
import dev.x0xtest.coordinator.run.ask.Exchange;
import dev.x0xtest.coordinator.run.cell.Cell;
import dev.x0xtest.coordinator.run.node.Liveness;
import dev.x0xtest.coordinator.run.node.NodeState;
import dev.x0xtest.coordinator.run.node.Roster;
import dev.x0xtest.coordinator.run.terms.RunClock;
import dev.x0xtest.wire.Features;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.plan.Evidence;
import dev.x0xtest.wire.plan.PlanActions;
import dev.x0xtest.wire.plan.Status;
import dev.x0xtest.wire.result.Outcome;
import dev.x0xtest.wire.result.Result;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Asks runners about the nodes that something speaks against, so that a report can say why. Nothing that they answer decides
 * a cell. Confined to the run's thread.
 *
 * <table><caption>Phases</caption>
 * <tr><td>IDLE</td><td>{@link #start}, if the run asks at all</td><td>→ WATCHING</td></tr>
 * <tr><td>WATCHING</td><td>a node is silent, and the row of another one has ended: that one sends it one small message</td>
 * <td>WATCHING</td></tr>
 * <tr><td>WATCHING</td><td>{@link #finish}: runners of refuted pairs are asked about each other</td><td>→ ENDING</td></tr>
 * <tr><td>ENDING</td><td>all have answered, or their time is over</td><td>→ OVER</td></tr>
 * </table>
 */
public final class Suspects {
    /** So many nodes send a message to a silent one. */
    static final int SOURCES = 5;
    /** So many runners are asked about a node that hops do not reach. */
    static final int NEIGHBOURS = 3;
    /** So many runners are asked about refuted pairs: what has one cause shows in a few of them. */
    private static final int MOST_ASKED = 32;

    private static final long TICK_NANOS = 1_000_000_000L;
    /** Half a lease: the probes end before the run gives a lost node up. */
    private static final long SILENT_NANOS = 15_000_000_000L;
    /** A runner gives its daemon ten seconds to deliver a message; its answer takes a route or two. */
    private static final long ANSWER_NANOS = 13_000_000_000L;
    /** A runner that pings gives it two seconds. */
    private static final long PING_NANOS = 6_000_000_000L;

    private final boolean asks;
    private final Roster roster;
    private final AskContext line;
    private final Liveness liveness;
    private final Predicate<NodeState> rowEnded;
    private final List<Cell> cells;
    private final RunClock clock;
    private final List<Fact> facts = new ArrayList<>();
    private final Set<Open> open = new HashSet<>();
    /** Whom each runner was asked about, and who has probed each silent node. */
    private final Map<NodeState, Set<NodeState>> asked = new LinkedHashMap<>();

    private final Map<NodeState, Set<NodeState>> probed = new LinkedHashMap<>();
    private Phase phase = Phase.IDLE;

    private enum Phase {
        IDLE,
        WATCHING,
        ENDING
    }

    /** A question in flight. */
    private record Open(String command, List<NodeState> about) {}

    /**
     * Nobody is asked yet.
     *
     * @param asks whether anybody is to be asked: not in a run of an older journal
     * @param rowEnded whether a runner has no hop to send any more
     */
    public Suspects(
            boolean asks,
            Roster roster,
            AskContext line,
            Liveness liveness,
            Predicate<NodeState> rowEnded,
            List<Cell> cells,
            RunClock clock) {
        this.asks = asks;
        this.roster = roster;
        this.line = line;
        this.liveness = liveness;
        this.rowEnded = rowEnded;
        this.cells = cells;
        this.clock = clock;
    }

    /** Begins to watch for silent nodes. */
    public void start(long nowNanos) {
        if (asks) {
            phase = Phase.WATCHING;
            line.timers().at(nowNanos + TICK_NANOS, this::tick);
        }
    }

    /** What they have answered so far. */
    public List<Fact> facts() {
        return List.copyOf(facts);
    }

    /** The last cell was decided: asks what is left to ask. Later calls change nothing. */
    public void finish(long nowNanos) {
        if (phase != Phase.WATCHING) {
            return;
        }
        phase = Phase.ENDING;
        probe(node -> !node.ready(), source -> true, nowNanos);
        refuted(nowNanos);
    }

    /** Whether there is nothing to wait for: an answer about a node that the run has given up is not worth it. */
    public boolean over() {
        return phase != Phase.WATCHING
                && open.stream().allMatch(one -> one.about().stream().allMatch(NodeState::abandoned));
    }

    private void tick(long nowNanos) {
        if (phase != Phase.WATCHING) {
            return;
        }
        line.timers().at(nowNanos + TICK_NANOS, this::tick);
        probe(node -> silent(node, nowNanos), rowEnded, nowNanos);
    }

    private boolean silent(NodeState node, long nowNanos) {
        if (!node.ready()) {
            return node.phase() == NodeState.Phase.GIVEN_UP || nowNanos - clock.startedNanos() >= SILENT_NANOS;
        }
        return node.lost() || (node.silent() && liveness.silentNanos(node, nowNanos) >= SILENT_NANOS);
    }

    /** Has a few of the able nodes behind each of these in the roster probe it; each is asked once for all that it probes. */
    private void probe(Predicate<NodeState> which, Predicate<NodeState> mayNow, long nowNanos) {
        Map<NodeState, List<NodeState>> questions = new LinkedHashMap<>();
        for (NodeState node : roster.nodes()) {
            if (node.agentId() != null && !node.leftOut() && which.test(node)) {
                Set<NodeState> sources = probed.computeIfAbsent(node, none -> new HashSet<>());
                behind(node)
                        .filter(source -> able(source) && mayNow.test(source))
                        .filter(source -> asked(source).size() < Status.Params.PEERS
                                && !asked(source).contains(node))
                        .limit(SOURCES - (long) sources.size())
                        .forEach(source -> {
                            sources.add(source);
                            asked(source).add(node);
                            questions
                                    .computeIfAbsent(source, none -> new ArrayList<>())
                                    .add(node);
                        });
            }
        }
        questions.forEach((source, about) -> ask(source, about, true, nowNanos));
    }

    private Set<NodeState> asked(NodeState source) {
        return asked.computeIfAbsent(source, none -> new HashSet<>());
    }

    private Stream<NodeState> behind(NodeState node) {
        int nodes = roster.nodes().size();
        return IntStream.range(1, nodes).mapToObj(step -> roster.nodes().get((node.index() + step) % nodes));
    }

    private boolean able(NodeState source) {
        return source.ready() && !source.lost() && !source.held() && source.can(Features.PLAN);
    }

    /** Both ends of refuted pairs are asked about each other, of each node with a few neighbours. */
    private void refuted(long nowNanos) {
        Map<NodeState, List<NodeState>> questions = new LinkedHashMap<>();
        Map<NodeState, Integer> out = new LinkedHashMap<>();
        Map<NodeState, Integer> in = new LinkedHashMap<>();
        for (Cell cell : cells) {
            NodeState from = cell.source();
            NodeState to = cell.destination();
            if (refuted(cell) && out.getOrDefault(from, 0) < NEIGHBOURS && in.getOrDefault(to, 0) < NEIGHBOURS) {
                boolean asks = question(questions, from, to);
                if (question(questions, to, from) || asks) {
                    out.merge(from, 1, Integer::sum);
                    in.merge(to, 1, Integer::sum);
                }
            }
        }
        questions.forEach((source, about) -> ask(source, about, false, nowNanos));
    }

    private static boolean refuted(Cell cell) {
        return cell.speaker() != null && cell.speaker().shows() == CellClass.REFUTED;
    }

    private boolean question(Map<NodeState, List<NodeState>> questions, NodeState source, NodeState about) {
        List<NodeState> sofar = questions.get(source);
        boolean room = sofar == null ? questions.size() < MOST_ASKED : sofar.size() < Status.Params.PEERS;
        if (!room || !able(source) || about.agentId() == null || !asked(source).add(about)) {
            return false;
        }
        questions.computeIfAbsent(source, none -> new ArrayList<>()).add(about);
        return true;
    }

    private void ask(NodeState source, List<NodeState> about, boolean probe, long nowNanos) {
        Status.Params params = new Status.Params(about.stream()
                .map(node -> new Evidence.Question(
                        String.valueOf(
                                node.agentId() == null ? "" : node.agentId().hex()),
                        node.machineId(),
                        true,
                        probe))
                .toList());
        var command = line.commands().to(source, PlanActions.STATUS, params);
        Open question = new Open(command.commandId(), about);
        open.add(question);
        line.exchanges()
                .start(
                        source,
                        Objects.requireNonNull(source.agentId()),
                        command,
                        Exchange.Patience.LONG,
                        nowNanos + (probe ? ANSWER_NANOS : PING_NANOS),
                        new Exchange.Listener() {
                            @Override
                            public void answered(Result result, long answeredNanos) {
                                open.remove(question);
                                take(source, about, result, answeredNanos);
                            }

                            @Override
                            public void gaveUp(String reason, long gaveUpNanos) {
                                open.remove(question);
                            }
                        },
                        nowNanos);
    }

    private void take(NodeState source, List<NodeState> about, Result result, long nowNanos) {
        if (!(result.outcome() instanceof Outcome.Ok)) {
            return;
        }
        try {
            Status status = PlanActions.STATUS.details().decode(result.details());
            for (Evidence.PeerView view : status.about()) {
                about.stream()
                        .filter(node ->
                                node.agentId() != null && node.agentId().hex().equals(view.agentId()))
                        .findFirst()
                        .ifPresent(node -> facts.addAll(
                                PeerFacts.of(source.label(), node.label(), view, clock.measuredMs(nowNanos))));
            }
        } catch (WireException e) {
            line.outbox().note("unreadable status from " + source.label().text() + ": " + e.getMessage());
        }
    }
}
