package dev.x0xtest.runner;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.daemon.Deadline;
import dev.x0xtest.runner.action.AckHandler;
import dev.x0xtest.runner.action.CoverageProbe;
import dev.x0xtest.runner.action.DiscoverHandler;
import dev.x0xtest.runner.action.HandlerTable;
import dev.x0xtest.runner.action.Lane;
import dev.x0xtest.runner.action.RestActions;
import dev.x0xtest.runner.action.SelfProbe;
import dev.x0xtest.runner.action.send.RecipientPolicy;
import dev.x0xtest.runner.action.send.SendDmHandler;
import dev.x0xtest.runner.evidence.DaemonCounters;
import dev.x0xtest.runner.evidence.PeerProbes;
import dev.x0xtest.runner.evidence.PeerQuestions;
import dev.x0xtest.runner.evidence.PeerSnapshots;
import dev.x0xtest.runner.evidence.RunEvidence;
import dev.x0xtest.runner.gate.CommandGate;
import dev.x0xtest.runner.gate.RateLimiter;
import dev.x0xtest.runner.gate.ReplayTable;
import dev.x0xtest.runner.history.HistoryReader;
import dev.x0xtest.runner.intake.CommandIntake;
import dev.x0xtest.runner.intake.DirectInbox;
import dev.x0xtest.runner.intake.TopicInbox;
import dev.x0xtest.runner.intake.TopicSubscriptions;
import dev.x0xtest.runner.ledger.AttachmentLog;
import dev.x0xtest.runner.ledger.PubsubOptOut;
import dev.x0xtest.runner.ledger.ReceiptPolicy;
import dev.x0xtest.runner.ledger.SightingLedger;
import dev.x0xtest.runner.ledger.VerifiedPeers;
import dev.x0xtest.runner.links.LinkLog;
import dev.x0xtest.runner.links.LinkWatch;
import dev.x0xtest.runner.metrics.RunnerMetrics;
import dev.x0xtest.runner.plan.HopSender;
import dev.x0xtest.runner.plan.LedgerStore;
import dev.x0xtest.runner.plan.PlanHandlers;
import dev.x0xtest.runner.plan.PlanRuns;
import dev.x0xtest.runner.result.OutgoingResult;
import dev.x0xtest.runner.result.ResultQueue;
import dev.x0xtest.runner.result.RunnerIdentity;
import dev.x0xtest.runner.service.RunnerStatus;
import dev.x0xtest.runner.service.StatsLine;
import dev.x0xtest.runner.store.BootId;
import dev.x0xtest.runner.store.FileLedgers;
import dev.x0xtest.runner.transfer.TransferHandlers;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.NetworkName;
import dev.x0xtest.wire.ProtocolRange;
import dev.x0xtest.wire.action.ActionRegistry;
import dev.x0xtest.wire.action.Actions;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.action.Discover;
import dev.x0xtest.wire.plan.PlanActions;
import dev.x0xtest.wire.result.Outcome;
import dev.x0xtest.wire.result.Result;
import dev.x0xtest.wire.result.ResultDetails;
import dev.x0xtest.wire.result.ResultKinds;
import io.netty.channel.EventLoop;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts of a runner that knows its agent id, and their wiring. Confined to the event loop. */
final class RunnerCore {
    private static final Logger log = LoggerFactory.getLogger(RunnerCore.class);
    private static final int QUICK_AT_ONCE = 16;
    private static final int QUICK_WAITING = 256;
    private static final int SENDS_WAITING = 1024;
    private static final int REST_AT_ONCE = 4;
    private static final int REST_WAITING = 64;
    private static final Duration STATS = Duration.ofSeconds(60);

    private static final ActionRegistry ACTIONS = PlanActions.registerIn(Actions.all());

    private final RunnerConfig config;
    private final RunnerLinks links;
    private final EventLoop loop;
    private final RandomGenerator random;
    private final RunnerIdentity self;
    private final RunnerStatus status;
    private final long startedAtMs;
    private final String instance;

    private final Lane quick = new Lane(QUICK_AT_ONCE, QUICK_WAITING);
    /** Of {@code status} alone: its answer may wait for a daemon that hangs, and a renewal must not. */
    private final Lane asked = new Lane(QUICK_AT_ONCE, REST_WAITING);

    private final Lane sends;
    private final Lane rest = new Lane(REST_AT_ONCE, REST_WAITING);
    private final PubsubOptOut optOut = new PubsubOptOut(() -> !idle() || sendsHops());
    private final DirectInbox.Evidence evidence;
    private final CoverageProbe coverage;
    private final RecipientPolicy recipients;
    private final ResultQueue results;
    private final LedgerStore ledgers;
    private final HopSender hops;
    private final DaemonCounters counters;
    private final PeerSnapshots peers;
    private final LinkWatch watch;
    private final PlanRuns runs;
    private final CommandIntake commands;
    private final TopicSubscriptions subscriptions;
    private final CompletableFuture<@Nullable Void> attached = new CompletableFuture<>();
    private final Runnable whenStreamOpens;

    private String x0xdVersion;
    private final Deadline minute;
    private long accepted;
    private LongSupplier seen = () -> 0;
    private RunnerLinks.@Nullable Stream direct;
    private RunnerLinks.@Nullable Stream topics;

    /**
     * Creates and connects the parts; opens no connection yet.
     *
     * @param whenStreamOpens called at each attachment, to detect a restart of the daemon
     */
    RunnerCore(
            RunnerConfig config,
            RunnerLinks links,
            EventLoop loop,
            RandomGenerator random,
            RunnerIdentity self,
            RunnerStatus status,
            Daemon.Health health,
            Runnable whenStreamOpens) {
        this.config = config;
        this.links = links;
        this.loop = loop;
        this.random = random;
        this.self = self;
        this.status = status;
        this.minute = new Deadline(loop);
        this.startedAtMs = self.clock().millis();
        this.instance = randomHex();
        this.x0xdVersion = health.version();
        this.whenStreamOpens = whenStreamOpens;
        this.sends = new Lane(config.maxConcurrentSends(), SENDS_WAITING);
        Daemon daemon = links.daemon();
        this.evidence = new DirectInbox.Evidence(
                new AttachmentLog(),
                SightingLedger.standard(),
                new ReceiptPolicy(config.authority()),
                new VerifiedPeers(),
                new SelfProbe(daemon, loop, self.agentId(), this::randomHex));
        this.results = new ResultQueue(
                daemon,
                loop,
                self.agentId(),
                config.resultAckMs(),
                this::randomHex,
                () -> !optOut.isOptedOut(nowNanos()));
        results.whenIdle(() -> optOut.activity(nowNanos()));
        this.subscriptions = new TopicSubscriptions(daemon, loop, optOut);
        this.coverage = new CoverageProbe(daemon, loop, evidence.attachment(), evidence.ledger(), evidence.probe());
        this.recipients = new RecipientPolicy(self.agentId(), config.peers(), evidence.verified());
        this.ledgers = ledgers();
        this.hops = new HopSender(daemon, loop, recipients);
        LinkLog connections = new LinkLog();
        this.counters = new DaemonCounters(daemon, loop, connections);
        this.watch = new LinkWatch(daemon, loop, connections, this::sendsHops);
        this.peers = new PeerSnapshots(daemon, loop);
        this.runs = new PlanRuns(
                loop,
                self.clock(),
                random,
                self.agentId(),
                instance,
                hops,
                coverage,
                new RunEvidence.Sources(loop, counters, peers, connections, links.host()),
                new HistoryReader(daemon, loop),
                this::sendUnasked,
                ledgers,
                BootId.now(System.getenv()));
        HandlerTable handlers = new HandlerTable();
        this.commands = new CommandIntake(
                new CommandGate(config.authority(), self.node(), config.network(), ACTIONS),
                new ReplayTable<>(ReplayTable.Limits.standard()),
                handlers,
                results,
                self,
                loop,
                () -> new UUID(random.nextLong(), random.nextLong()).toString(),
                this::accepted);
        bindAll(handlers, daemon);
    }

    private LedgerStore ledgers() {
        Path directory = config.stateDir();
        return directory == null
                ? LedgerStore.none()
                : FileLedgers.in(directory.resolve(self.agentId().hex()), links.disk(), log::warn);
    }

    private void bindAll(HandlerTable handlers, Daemon daemon) {
        handlers.bind(Actions.DISCOVER, quick, new DiscoverHandler(this::discoverDetails));
        handlers.bind(Actions.NOOP_ACK, quick, new AckHandler(loop, evidence.ledger(), coverage));
        RateLimiter rate = new RateLimiter(config.ratePerMinute());
        handlers.bind(
                Actions.SEND_DM, sends, new SendDmHandler(daemon, loop, recipients, rate, config.maxPayloadBytes()));
        RestActions.bindAll(daemon, handlers, rest);
        PlanHandlers.bind(handlers, quick, runs);
        new TransferHandlers(commands::reassembled).bind(handlers, quick);
        PeerProbes probes = new PeerProbes(
                daemon,
                loop,
                agent -> recipients.allows(agent, nowNanos()) || runs.known().inRoster(agent),
                this::randomHex);
        handlers.bind(
                PlanActions.STATUS,
                asked,
                new StatusHandler(
                        peers,
                        self,
                        runs.known(),
                        counters,
                        new PeerQuestions(peers, probes),
                        coverage,
                        commands,
                        results,
                        startedAtMs));
        handlers.requireAll(ACTIONS);
    }

    private void sendUnasked(AgentId to, boolean chunks, String kind, String requestId, ObjectNode details) {
        Result result = self.result(kind, null, requestId, Outcome.ok(), null, details);
        results.send(new OutgoingResult(to, result, chunks, false, true));
    }

    /** Opens both streams. Completes when the stream of direct messages is open and the topics are subscribed. */
    CompletableFuture<@Nullable Void> open() {
        runs.restore();
        DirectInbox inbox =
                new DirectInbox(loop, self.clock(), self, evidence, runs, commands, results, this::directAttached);
        seen = inbox::testMessages;
        direct = links.openDirect(status.watching(inbox));
        sayStats(new StatsLine()
                .add("commands", () -> accepted)
                .add("plan_hops_sent", hops::sent)
                .add("test_messages_seen", inbox::testMessages)
                .add("results_sent", results::delivered)
                .add("results_lost", results::dropped)
                .add(
                        "ignored",
                        () -> commands.ignored().values().stream()
                                .mapToLong(Long::longValue)
                                .sum())
                .add(
                        "stream_gaps",
                        () -> evidence.attachment().snapshot(nowNanos()).gaps()));
        topics = links.openTopics(status.watching(new TopicInbox(subscriptions, commands, this::topicsOpened)));
        return CompletableFuture.allOf(attached, subscriptions.complete()).thenApply(nothing -> null);
    }

    /** Says once a minute what happened; nothing if nothing did. */
    private void sayStats(StatsLine stats) {
        minute.set(STATS, () -> {
            stats.next().ifPresent(grown -> log.info("last {} s: {}", STATS.toSeconds(), grown));
            sayStats(stats);
        });
    }

    private void directAttached() {
        results.reattached();
        if (attached.complete(null)) {
            announce();
            watch.start();
        }
        whenStreamOpens.run();
    }

    private void topicsOpened() {
        subscriptions.streamOpened();
        whenStreamOpens.run();
    }

    /** Sends {@code runner_ready} to every coordinator, once after the first attachment. */
    private void announce() {
        Result ready = self.result(
                ResultKinds.RUNNER_READY,
                null,
                null,
                Outcome.ok(),
                null,
                ResultDetails.READY.encode(new ResultDetails.Ready(
                        startedAtMs, Actions.DISCOVER.details().encode(discoverDetails()))));
        config.authority()
                .coordinators()
                .forEach(coordinator -> results.send(new OutgoingResult(coordinator, ready, false, false, false)));
    }

    /** The daemon restarted: its subscriptions are lost, and it may not know other agents any more. */
    void daemonRestarted(Daemon.Health health) {
        x0xdVersion = health.version();
        results.reattached();
        subscriptions.lost();
    }

    private void accepted(AgentId coordinator, Command command) {
        accepted++;
        long nowNanos = nowNanos();
        evidence.receipts().commandAccepted(coordinator, nowNanos);
        if (command.action().equals(Actions.DISCOVER.name())) {
            optOut.discovery(command.noPubsubAfterDiscover() || config.noPubsubAfterDiscover(), nowNanos);
        } else {
            optOut.command(nowNanos);
        }
        subscriptions.reconcile();
    }

    /** What metrics are made of. */
    RunnerMetrics.Parts figures() {
        return new RunnerMetrics.Parts(
                x0xdVersion, accepted, seen.getAsLong(), commands, hops, results, evidence.attachment(), runs.known());
    }

    private Discover.Details discoverDetails() {
        NetworkName network = config.network();
        return new Discover.Details(
                self.node().text(),
                RunnerIdentity.AGENT,
                ProtocolRange.OURS,
                RunnerIdentity.FEATURES,
                x0xdVersion,
                network == null ? null : network.text(),
                self.clock().millis(),
                instance,
                ledgers.onDisk() ? Discover.Details.ON_DISK : Discover.Details.IN_MEMORY);
    }

    /** Refuses new commands. Completes when all work in progress has ended and its results are sent. */
    CompletableFuture<@Nullable Void> drain() {
        commands.stop();
        CompletableFuture<@Nullable Void> drained = new CompletableFuture<>();
        Runnable check = () -> {
            if (idle()) {
                drained.complete(null);
            }
        };
        List.of(quick, asked, sends, rest).forEach(lane -> lane.whenIdle(check));
        results.whenIdle(check);
        List.of(quick, asked, sends, rest).forEach(Lane::close);
        check.run();
        return drained;
    }

    private boolean idle() {
        return quick.idle() && asked.idle() && sends.idle() && rest.idle() && results.idle();
    }

    private boolean sendsHops() {
        return runs.sending();
    }

    CompletableFuture<@Nullable Void> unsubscribe() {
        return subscriptions.retire();
    }

    CompletableFuture<@Nullable Void> closeStreams() {
        minute.cancel();
        watch.close();
        return CompletableFuture.allOf(end(direct), end(topics)).thenApply(nothing -> null);
    }

    private static CompletableFuture<@Nullable Void> end(RunnerLinks.@Nullable Stream stream) {
        return stream == null ? CompletableFuture.completedFuture(null) : stream.end();
    }

    private long nowNanos() {
        return loop.ticker().nanoTime();
    }

    private String randomHex() {
        return Long.toHexString(random.nextLong() | Long.MIN_VALUE)
                + Long.toHexString(random.nextLong() | Long.MIN_VALUE);
    }
}
