package dev.x0xtest.coordinator.fleet.hosts;

import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.coordinator.fleet.Fleet;
import dev.x0xtest.coordinator.fleet.FleetNode;
import dev.x0xtest.coordinator.fleet.FleetTokens;
import dev.x0xtest.coordinator.fleet.Network;
import dev.x0xtest.coordinator.tunnel.AnchorRoute;
import dev.x0xtest.daemon.Causes;
import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.daemon.DaemonException;
import dev.x0xtest.daemon.DirectMessage;
import dev.x0xtest.daemon.TokenSource;
import dev.x0xtest.daemon.rest.Machines;
import dev.x0xtest.daemon.rest.RestDaemon;
import dev.x0xtest.daemon.rest.RestOptions;
import dev.x0xtest.daemon.stream.ConnectionState;
import dev.x0xtest.daemon.stream.EventStream;
import dev.x0xtest.daemon.stream.StreamListener;
import dev.x0xtest.daemon.stream.StreamOptions;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.NodeLabel;
import dev.x0xtest.wire.Topics;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Inspects every host of a network over ssh, eight at a time; then the anchor calls every runner. Blocks for about 40 s
 * per batch of hosts, plus the time for the call.
 */
public final class FleetCheck {
    private static final Duration ATTACH = Duration.ofSeconds(10);
    private static final long AGAIN_MS = 3000;
    /** How long a second runner with the same identity is listened for, once each has answered. */
    private static final Duration LINGER = Duration.ofSeconds(1);

    /** What the anchor learned: the answers of the runners, and hints at second daemons. */
    private record Call(Map<NodeLabel, RunnerRoll.Reply> replies, Set<NodeLabel> twoRunners, Twins twins) {
        static final Call NONE = new Call(Map.of(), Set.of(), new Twins(List.of(), List.of()));
    }

    private final Fleet fleet;
    private final Network network;
    private final List<NodeLabel> anchors;
    private final Duration patience;
    private final EventLoop loop;
    private final RandomGenerator random;
    private final Clock clock;
    private final FleetTokens tokens;

    /** {@code anchors}: the first that works calls the runners; {@code patience}: how long to wait for the runners. */
    public FleetCheck(
            Fleet fleet,
            Network network,
            List<NodeLabel> anchors,
            Duration patience,
            EventLoop loop,
            RandomGenerator random,
            Clock clock) {
        this.fleet = fleet;
        this.network = network;
        this.anchors = List.copyOf(anchors);
        this.patience = patience;
        this.loop = loop;
        this.random = random;
        this.clock = clock;
        this.tokens = new FleetTokens(fleet.source(), network);
    }

    private record Seen(
            @Nullable HostFacts host,
            @Nullable String hostProblem,
            DaemonVisit.@Nullable Found daemon,
            @Nullable String daemonProblem) {}

    /** Inspects the hosts and calls the runners. */
    public CheckResult run() throws InterruptedException {
        List<FleetNode> nodes = fleet.nodes().stream()
                .filter(node -> node.in(network.name()).isPresent())
                .toList();
        Map<FleetNode, NodeVisits.Outcome<Seen>> seen = NodeVisits.all(nodes, this::look);
        Map<NodeLabel, AgentId> agents = new HashMap<>();
        seen.forEach((node, outcome) -> {
            AgentId agent = agent(node, outcome.found());
            if (agent != null) {
                agents.put(node.label(), agent);
            }
        });
        Map<NodeLabel, String> unusable = new LinkedHashMap<>();
        for (NodeLabel anchor : anchors) {
            try {
                Call call = called(anchor, agents);
                return new CheckResult(network, anchor, null, unusable, checks(seen, agents, true, call));
            } catch (EnvironmentException e) {
                unusable.put(anchor, String.valueOf(e.getMessage()));
            }
        }
        NodeLabel first = anchors.get(0);
        String problem = unusable.remove(first);
        return new CheckResult(network, first, problem, unusable, checks(seen, agents, false, Call.NONE));
    }

    private List<NodeCheck> checks(
            Map<FleetNode, NodeVisits.Outcome<Seen>> all, Map<NodeLabel, AgentId> agents, boolean called, Call call) {
        List<NodeCheck> checks = new ArrayList<>();
        all.forEach((node, outcome) -> {
            Seen seen = outcome.found();
            checks.add(new NodeCheck(
                    node,
                    node.in(network.name()).map(FleetNode.Membership::agent).orElse(null),
                    seen == null ? null : seen.host(),
                    seen == null ? outcome.problem() : seen.hostProblem(),
                    seen == null ? null : seen.daemon(),
                    seen == null ? null : seen.daemonProblem(),
                    call.replies().get(node.label()),
                    called && agents.containsKey(node.label()),
                    twin(node.label(), agents.get(node.label()), seen == null ? null : seen.daemon(), call)));
        });
        return checks;
    }

    private static @Nullable String twin(
            NodeLabel node, @Nullable AgentId agent, DaemonVisit.@Nullable Found daemon, Call call) {
        String found = agent == null
                ? null
                : call.twins()
                        .of(
                                agent,
                                daemon == null ? null : daemon.agent().machineId(),
                                daemon == null ? null : daemon.announced());
        return found == null && call.twoRunners().contains(node)
                ? "two runners answer at the same time: a second x0xd with this identity runs"
                : found;
    }

    /** The agent id that the daemon gives, else the pinned one. */
    private @Nullable AgentId agent(FleetNode node, @Nullable Seen seen) {
        return seen == null || seen.daemon() == null
                ? node.in(network.name()).map(FleetNode.Membership::agent).orElse(null)
                : seen.daemon().agent().agentId();
    }

    private Seen look(FleetNode node) throws InterruptedException {
        HostFacts host;
        try {
            host = HostFacts.ask(node.label().text(), node.ssh(), network, clock);
        } catch (EnvironmentException e) {
            return new Seen(null, e.getMessage(), null, null);
        }
        try {
            TokenSource token = tokens.of(node).get();
            return new Seen(
                    host, null, new DaemonVisit(loop, random).ask(node, fleet.apiPort(node, network), token), null);
        } catch (EnvironmentException e) {
            return new Seen(host, null, null, e.getMessage());
        } catch (ExecutionException e) {
            return new Seen(host, null, null, "x0xd: " + Causes.unwrapped(e).getMessage());
        }
    }

    private Call called(NodeLabel anchor, Map<NodeLabel, AgentId> agents) throws InterruptedException {
        FleetNode node = fleet.node(anchor, network.name());
        AgentId self = agents.get(anchor);
        if (self == null) {
            throw new EnvironmentException("its agent id is unknown", null);
        }
        TokenSource token = tokens.of(node).get();
        AnchorRoute route = AnchorRoute.tunnel(anchor.text(), node.ssh(), fleet.apiPort(node, network));
        try (AnchorRoute.Link link = route.open(loop, random);
                Daemon daemon =
                        link.over(RestDaemon.open(link.address(), link.guarded(token), loop, RestOptions.defaults()))) {
            return called(daemon, link, link.guarded(token), self, agents);
        }
    }

    private Call called(
            Daemon daemon, AnchorRoute.Link link, TokenSource token, AgentId self, Map<NodeLabel, AgentId> agents)
            throws InterruptedException {
        RunnerRoll roll = new RunnerRoll(daemon, self, network.name(), agents, random, clock::millis);
        CompletableFuture<@Nullable Void> attached = new CompletableFuture<>();
        StreamOptions options = link.adapted(StreamOptions.defaults(loop.ticker(), random));
        EventStream<DirectMessage> stream =
                EventStream.direct(link.address(), token, loop, options, new Listener(roll, attached));
        stream.start();
        try {
            await(attached, ATTACH);
            if (!attached.isDone()) {
                throw new EnvironmentException(
                        "its /direct/events did not attach in " + ATTACH.toSeconds() + " s", null);
            }
            // Only a subscriber of a topic can publish on it reliably.
            List<Machines.Machine> before = DaemonVisit.machines(daemon).get();
            String subscription = daemon.subscribe(Topics.DISCOVER).get(ATTACH.toSeconds(), TimeUnit.SECONDS);
            Future<?> calls = loop.scheduleWithFixedDelay(roll::call, 0, AGAIN_MS, TimeUnit.MILLISECONDS);
            await(roll.complete(), patience);
            calls.cancel(false);
            await(new CompletableFuture<>(), LINGER);
            daemon.unsubscribe(subscription);
            Twins twins = new Twins(before, DaemonVisit.machines(daemon).get());
            CompletableFuture<Call> call = new CompletableFuture<>();
            loop.execute(() -> call.complete(new Call(roll.replies(), roll.twins(), twins)));
            return call.get();
        } catch (TimeoutException e) {
            throw new EnvironmentException("its x0xd did not subscribe to a topic in " + ATTACH.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            if (Causes.unwrapped(e) instanceof DaemonException failure) {
                throw new EnvironmentException("its x0xd: " + link.translated(String.valueOf(failure.getMessage())), e);
            }
            throw new IllegalStateException("the call failed", e.getCause());
        } finally {
            stream.close();
        }
    }

    /** Waits until done or timeout; the caller checks {@code isDone()}. */
    private static void await(CompletableFuture<@Nullable Void> future, Duration limit)
            throws InterruptedException, ExecutionException {
        try {
            future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return;
        }
    }

    private record Listener(RunnerRoll roll, CompletableFuture<@Nullable Void> attached)
            implements StreamListener<DirectMessage> {
        @Override
        public void onState(ConnectionState state, String reason) {
            if (state == ConnectionState.OPEN) {
                attached.complete(null);
            }
        }

        @Override
        public void onEvent(DirectMessage event) {
            roll.heard(event);
        }

        @Override
        public void onMalformed(String reason) {}
    }
}
