package dev.x0xtest.runner.rig;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.daemon.DirectMessage;
import dev.x0xtest.daemon.TopicMessage;
import dev.x0xtest.daemon.stream.ConnectionState;
import dev.x0xtest.daemon.stream.StreamListener;
import dev.x0xtest.runner.Runner;
import dev.x0xtest.runner.RunnerConfig;
import dev.x0xtest.runner.RunnerLinks;
import dev.x0xtest.runner.evidence.HostFacts;
import dev.x0xtest.runner.gate.Authority;
import dev.x0xtest.runner.service.RunnerStatus;
import dev.x0xtest.testkit.FakeDaemon;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.NodeLabel;
import dev.x0xtest.wire.WireException;
import dev.x0xtest.wire.action.Command;
import dev.x0xtest.wire.frame.Frame;
import dev.x0xtest.wire.frame.Frames;
import dev.x0xtest.wire.frame.HopFrame;
import dev.x0xtest.wire.json.WireJson;
import dev.x0xtest.wire.result.Result;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Runs a whole runner on a fake daemon, in virtual time. */
public final class RunnerRig implements RunnerLinks {
    public static final AgentId SELF = id('5');
    public static final AgentId COORDINATOR = id('c');
    public static final AgentId OTHER = id('e');
    public static final AgentId STRANGER = id('f');

    private final ProcessTicker ticker;
    final EmbeddedChannel channel;
    public final FakeDaemon daemon = new FakeDaemon(SELF);
    public final Runner runner;
    /** Whether a self-DM comes back on the stream. */
    public boolean loopback = true;

    @Nullable
    StreamListener<DirectMessage> direct;

    @Nullable
    public StreamListener<TopicMessage> topics;

    public boolean directEnded;
    public HostFacts hostFacts = HostFacts.UNKNOWN;
    public int hostReads;
    /** The states that the runner reported, in order. */
    public final List<RunnerStatus.RunnerState> states = new ArrayList<>();

    public RunnerRig(Path lockDir, UnaryOperator<RunnerConfig> change) {
        this(lockDir, change, 0);
    }

    private RunnerRig(Path lockDir, UnaryOperator<RunnerConfig> change, long startNanos) {
        ticker = new ProcessTicker(startNanos);
        channel = EmbeddedChannel.builder().ticker(ticker).build();
        RunnerConfig config =
                RunnerConfig.standard(new NodeLabel("sfo"), Authority.parse(List.of(COORDINATOR.hex())), lockDir);
        Clock clock = Clock.fixed(Instant.ofEpochMilli(1_795_000_000_000L), ZoneOffset.UTC);
        daemon.onLoopback = request -> {
            if (loopback) {
                channel.eventLoop().execute(() -> receive(SELF, true, request.payload()));
            }
        };
        runner = new Runner(change.apply(config), this, channel.eventLoop(), clock, new Random(1), states::add);
    }

    /** Returns a rig whose runner has started and attached. */
    public static RunnerRig running(Path lockDir) {
        return running(lockDir, UnaryOperator.identity());
    }

    public static RunnerRig running(Path lockDir, UnaryOperator<RunnerConfig> change) {
        return started(new RunnerRig(lockDir, change));
    }

    /** Returns a rig on the same host whose runner has started after the one of that rig was killed. */
    public static RunnerRig restarted(RunnerRig killed, Path lockDir, UnaryOperator<RunnerConfig> change) {
        return started(new RunnerRig(lockDir, change, killed.ticker.hostNanos()));
    }

    private static RunnerRig started(RunnerRig rig) {
        CompletableFuture<@Nullable Void> ready = rig.runner.start();
        rig.settle();
        if (!ready.isDone()) {
            throw new IllegalStateException("the runner is not ready");
        }
        rig.daemon.sends.clear(); // drops runner_ready, which the runner has just sent
        return rig;
    }

    public static AgentId id(char digit) {
        return new AgentId(String.valueOf(digit).repeat(AgentId.LENGTH));
    }

    /** Runs all tasks that are due now. */
    public void settle() {
        channel.runPendingTasks();
        channel.runScheduledPendingTasks();
    }

    /** Advances the clock and runs each task when it is due. */
    public void advance(Duration time) {
        long leftNanos = time.toNanos();
        settle();
        while (leftNanos > 0) {
            long nextNanos = channel.runScheduledPendingTasks();
            long stepNanos = nextNanos < 0 ? leftNanos : Math.min(leftNanos, Math.max(1, nextNanos));
            ticker.advance(stepNanos, TimeUnit.NANOSECONDS);
            leftNanos -= stepNanos;
            settle();
        }
    }

    /** Lets time pass while the event loop does not run, as in a suspended process. */
    public void standStill(Duration time) {
        ticker.advance(time.toNanos(), TimeUnit.NANOSECONDS);
        settle();
        settle();
    }

    /** How long the runner sleeps until its next timer if nothing happens. */
    public Duration untilNextTimer() {
        return Duration.ofNanos(channel.runScheduledPendingTasks());
    }

    @Override
    public HostFacts.Source host() {
        return () -> {
            hostReads++;
            return hostFacts;
        };
    }

    /** The same, and whatever happens next is handled before the timers that are overdue. */
    public void standStillUnseen(Duration time) {
        ticker.advance(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    public void receive(AgentId sender, boolean verified, byte[] payload) {
        listener().onEvent(new DirectMessage(sender, "m".repeat(64), payload, 1, verified, "accept", false));
        settle();
    }

    public void command(AgentId sender, Command command) {
        receive(sender, true, command.frame());
    }

    public void publish(AgentId sender, boolean verified, String topic, byte[] payload) {
        StreamListener<TopicMessage> to = topics;
        if (to == null) {
            throw new IllegalStateException("no topic stream");
        }
        String subscription = daemon.subscriptions.getOrDefault(topic, "none");
        to.onEvent(new TopicMessage(topic, subscription, payload, sender, verified, "known"));
        settle();
    }

    public StreamListener<DirectMessage> listener() {
        StreamListener<DirectMessage> to = direct;
        if (to == null) {
            throw new IllegalStateException("no direct stream");
        }
        return to;
    }

    /** Breaks the stream of direct messages and opens it again. */
    public void reattach() {
        listener().onState(ConnectionState.BACKING_OFF, "cut");
        listener().onState(ConnectionState.CONNECTING, "again");
        listener().onState(ConnectionState.OPEN, "attached");
        settle();
    }

    /** Makes sends to {@link #OTHER} hang. The n-th element of the list is the answer to the n-th send. */
    public List<CompletableFuture<Daemon.SendResponse>> stallHops() {
        List<CompletableFuture<Daemon.SendResponse>> stalled = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            stalled.add(new CompletableFuture<>());
        }
        int[] next = {0};
        daemon.onSend = request -> request.to().equals(OTHER) ? stalled.get(next[0]++) : FakeDaemon.accepted(request);
        return stalled;
    }

    public void failHops(int status, String code) {
        daemon.onSend =
                request -> request.to().equals(OTHER) ? FakeDaemon.refused(status, code) : FakeDaemon.accepted(request);
    }

    /** Returns the hops sent to {@link #OTHER}. */
    public List<HopFrame> hops() {
        return daemon.sends.stream()
                .filter(send -> send.to().equals(OTHER))
                .map(send -> frame(send.payload()))
                .filter(HopFrame.class::isInstance)
                .map(HopFrame.class::cast)
                .toList();
    }

    /** Returns the results sent to an agent. */
    public List<Result> results(AgentId to) {
        return daemon.sends.stream()
                .filter(send -> send.to().equals(to))
                .map(send -> frame(send.payload()))
                .filter(Frame.Res.class::isInstance)
                .map(frame -> ((Frame.Res) frame).result())
                .toList();
    }

    public Result onlyResult() {
        List<Result> results = results(COORDINATOR);
        if (results.size() != 1) {
            throw new AssertionError("expected one result: " + results);
        }
        return results.get(0);
    }

    private static @Nullable Frame frame(byte[] payload) {
        try {
            return Frames.decode(payload).orElse(null);
        } catch (WireException e) {
            throw new AssertionError(e);
        }
    }

    /** Builds a command as a coordinator sends it, with any action, anchor and parameters. */
    public static Command raw(String id, String action, AgentId anchor, ObjectNode params) {
        ObjectNode json = WireJson.object().put("command_id", id).put("target_node", "sfo");
        json.put("action", action).put("anchor_aid", anchor.hex()).put("result_chunks_v2", true);
        params.put("request_id", id);
        json.set("params", params);
        try {
            return Command.parse(WireJson.compact(json));
        } catch (WireException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public String where() {
        return "http://127.0.0.1:1";
    }

    @Override
    public Daemon daemon() {
        return daemon;
    }

    @Override
    public Stream openDirect(StreamListener<DirectMessage> listener) {
        direct = listener;
        opened(listener);
        return () -> {
            directEnded = true;
            listener.onState(ConnectionState.CLOSING, "closed");
            listener.onState(ConnectionState.CLOSED, "done");
            return CompletableFuture.completedFuture(null);
        };
    }

    @Override
    public Stream openTopics(StreamListener<TopicMessage> listener) {
        topics = listener;
        opened(listener);
        return () -> CompletableFuture.completedFuture(null);
    }

    private void opened(StreamListener<?> listener) {
        channel.eventLoop().execute(() -> {
            listener.onState(ConnectionState.NEW, "created");
            listener.onState(ConnectionState.CONNECTING, "started");
            listener.onState(ConnectionState.OPEN, "attached");
        });
    }
}
