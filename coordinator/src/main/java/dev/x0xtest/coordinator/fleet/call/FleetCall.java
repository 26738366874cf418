package dev.x0xtest.coordinator.fleet.call;

import dev.x0xtest.coordinator.fleet.status.ClockReading;
import dev.x0xtest.coordinator.fleet.status.FleetStatus;
import dev.x0xtest.coordinator.fleet.status.NodeStatus;
import dev.x0xtest.coordinator.run.terms.RunConfig;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.NetworkName;
import dev.x0xtest.wire.NodeLabel;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.action.Action;
import dev.x0xtest.wire.action.Actions;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.action.Discover;
import dev.x0xtest.wire.plan.PlanActions;
import dev.x0xtest.wire.plan.RunRef;
import dev.x0xtest.wire.plan.RunReport;
import dev.x0xtest.wire.plan.Status;
import dev.x0xtest.wire.result.Outcome;
import dev.x0xtest.wire.result.Result;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Asks the runners of a fleet which runs they know, and ends a run at them. Blocks its caller. */
public final class FleetCall {
    private static final int HOLDER_BYTES = 16;

    private final AnchorCall line;
    private final List<RunConfig.Node> roster;
    private final @Nullable NetworkName network;
    private final Duration patience;
    private final RandomGenerator random;
    private final Map<NodeLabel, AgentId> agents = new LinkedHashMap<>();
    private final Map<NodeLabel, String> problems = new HashMap<>();

    /**
     * Asks nobody yet.
     *
     * @param anchor the node of the line's daemon
     * @param network whose runners are meant; null: any
     * @param patience how long the runners may take to answer one question
     */
    public FleetCall(
            AnchorCall line,
            NodeLabel anchor,
            List<RunConfig.Node> roster,
            @Nullable NetworkName network,
            Duration patience,
            RandomGenerator random) {
        this.line = line;
        this.roster = List.copyOf(roster);
        this.network = network;
        this.patience = patience;
        this.random = random;
        for (RunConfig.Node node : roster) {
            AgentId agent = node.label().equals(anchor) ? line.self() : node.pinned();
            if (agent != null) {
                agents.put(node.label(), agent);
            }
        }
    }

    /** The runs that each runner knows, in the order of the roster. */
    public List<NodeRuns> runs() throws InterruptedException {
        find();
        Map<NodeLabel, Round.Answer> answers = ask(agents, PlanActions.STATUS, Status.Params.NONE);
        return roster.stream()
                .map(node -> told(node.label(), answers.get(node.label())))
                .toList();
    }

    /** Learns the agents of the nodes that are not pinned. */
    private void find() throws InterruptedException {
        List<Round.Asked> sought = new ArrayList<>();
        for (RunConfig.Node node : roster) {
            if (!agents.containsKey(node.label())) {
                sought.add(new Round.Asked(
                        node.label(), null, command(node.label(), Actions.DISCOVER, Discover.Params.ours())));
            }
        }
        if (sought.isEmpty()) {
            return;
        }
        line.joinTopic();
        line.hold(new Round(line.daemon(), sought, line::nanos), patience).forEach((node, answer) -> {
            problems.remove(node);
            AgentId other = answer.other();
            if (other == null) {
                agents.put(node, answer.from());
            } else {
                problems.put(
                        node,
                        "two runners claim this label, " + answer.from().short8() + " and " + other.short8()
                                + ": pin it with " + node.text() + "=AGENT_ID");
            }
        });
    }

    private <P> Command command(NodeLabel node, Action<P, ?> action, P params) {
        String id = new UUID(random.nextLong(), random.nextLong()).toString();
        return Command.of(id, node.text(), action, params, line.self(), false, network);
    }

    private <P> Map<NodeLabel, Round.Answer> ask(Map<NodeLabel, AgentId> whom, Action<P, ?> action, P params)
            throws InterruptedException {
        return line.hold(round(whom, action, params), patience);
    }

    private <P> Round round(Map<NodeLabel, AgentId> whom, Action<P, ?> action, P params) {
        List<Round.Asked> asked = new ArrayList<>();
        whom.forEach((node, agent) -> asked.add(new Round.Asked(node, agent, command(node, action, params))));
        return new Round(line.daemon(), asked, line::nanos);
    }

    /**
     * Asks each runner for its status with one message, and takes one back. Nodes without a known agent id are sought
     * before, with a message on the topic.
     *
     * @param wall the clock to compare those of the hosts with
     * @return what each said, in the order of the roster
     */
    public FleetStatus status(InstantSource wall) throws InterruptedException {
        find();
        Round round = round(agents, PlanActions.STATUS, Status.Params.NONE);
        Map<NodeLabel, Round.Answer> answers = line.holdOnce(round, patience);
        long nowMs = wall.millis();
        long nowNanos = line.nanos();
        List<NodeStatus> nodes = new ArrayList<>();
        for (RunConfig.Node node : roster) {
            Round.Answer answer = answers.get(node.label());
            if (answer == null) {
                nodes.add(unanswered(node.label(), round.refusals().get(node.label())));
            } else {
                long sentUs = nowMs * 1_000 - (nowNanos - answer.sentNanos()) / 1_000;
                long tookUs = (answer.heardNanos() - answer.sentNanos()) / 1_000;
                nodes.add(status(node.label(), answer, sentUs, tookUs));
            }
        }
        return new FleetStatus(line.self(), nowMs, line.trouble(), nodes);
    }

    private NodeStatus unanswered(NodeLabel node, @Nullable String refused) {
        String claimants = problems.get(node);
        if (claimants != null) {
            return NodeStatus.wrong(node, null, claimants);
        }
        String why = refused == null ? silent() : "the anchor's x0xd did not send the question: " + refused;
        return NodeStatus.silent(node, agents.get(node), why);
    }

    private static NodeStatus status(NodeLabel node, Round.Answer answer, long sentUs, long tookUs) {
        String refusal = refusal(answer.result());
        if (refusal != null) {
            return NodeStatus.wrong(node, answer.from(), "refused: " + refusal);
        }
        try {
            Status status = PlanActions.STATUS.details().decode(answer.result().details());
            return new NodeStatus(
                    node,
                    answer.from(),
                    status,
                    ClockReading.of(sentUs, tookUs, status.clockMs()),
                    NodeRuns.runs(status),
                    null,
                    true);
        } catch (WireException e) {
            return NodeStatus.wrong(node, answer.from(), "its answer cannot be read: " + e.getMessage());
        }
    }

    /** A monotonic clock, in ns, for who asks again and again. */
    public long nanos() {
        return line.nanos();
    }

    /** Waits for this long; not at all for less than nothing. */
    public void pause(Duration time) throws InterruptedException {
        line.pause(time.isNegative() ? Duration.ZERO : time);
    }

    private NodeRuns told(NodeLabel node, Round.@Nullable Answer answer) {
        AgentId agent = agents.get(node);
        if (answer == null) {
            return NodeRuns.unknown(node, agent, problems.getOrDefault(node, silent()));
        }
        String refusal = refusal(answer.result());
        if (refusal != null) {
            return NodeRuns.unknown(node, agent, "refused: " + refusal);
        }
        try {
            Status status = PlanActions.STATUS.details().decode(answer.result().details());
            return new NodeRuns(node, agent, NodeRuns.runs(status), null);
        } catch (WireException e) {
            return NodeRuns.unknown(node, agent, "its answer cannot be read: " + e.getMessage());
        }
    }

    private String silent() {
        return "no answer in " + patience.toSeconds() + " s";
    }

    private static @Nullable String refusal(Result result) {
        return result.outcome() instanceof Outcome.Failed failed
                ? failed.failure().message().replaceAll("\\p{Cntrl}", " ")
                : null;
    }

    /**
     * Ends a run where it goes on: becomes its holder, so that no other process of the coordinator commands it any more, and
     * cancels it.
     *
     * @return what each said
     */
    public Map<NodeLabel, Ended> end(RunCancel cancel) throws InterruptedException {
        byte[] holder = new byte[HOLDER_BYTES];
        random.nextBytes(holder);
        RunRef held = cancel.run().heldBy(HexFormat.of().formatHex(holder));
        Map<NodeLabel, AgentId> whom = new LinkedHashMap<>();
        for (NodeRuns node : cancel.running()) {
            AgentId agent = node.agent();
            if (agent != null) {
                whom.put(node.node(), agent);
            }
        }
        // An older runner knows no holders, and refuses this: it obeys any process.
        ask(whom, PlanActions.ATTACH, held);
        Map<NodeLabel, Round.Answer> answers = ask(whom, PlanActions.CANCEL, held);
        Map<NodeLabel, Ended> ended = new LinkedHashMap<>();
        whom.keySet().forEach(node -> ended.put(node, ended(answers.get(node))));
        return ended;
    }

    /** What a runner said when it was told to end a run. */
    public record Ended(boolean done, String text) {}

    private Ended ended(Round.@Nullable Answer answer) {
        if (answer == null) {
            return new Ended(false, silent() + "; without a coordinator its lease ends the run");
        }
        String refusal = refusal(answer.result());
        if (refusal != null) {
            return new Ended(false, "refused: " + refusal);
        }
        try {
            RunReport.Progress progress =
                    PlanActions.CANCEL.details().decode(answer.result().details());
            return new Ended(true, "cancelled, " + progress.attempted() + " hops sent, " + progress.seen() + " seen");
        } catch (WireException e) {
            return new Ended(true, "cancelled");
        }
    }
}
