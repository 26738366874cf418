package dev.x0xtest.coordinator.fleet.call;

import dev.x0xtest.cli.EnvironmentException;
import dev.x0xtest.coordinator.tunnel.AnchorRoute;
import dev.x0xtest.daemon.Causes;
import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.daemon.DaemonException;
import dev.x0xtest.daemon.DirectMessage;
import dev.x0xtest.daemon.TokenSource;
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
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** An open line to the runners outside of a run: the anchor's daemon and its stream of direct messages. For one thread. */
public final class AnchorCall implements AutoCloseable {
    private static final Duration ATTACH = Duration.ofSeconds(10);
    private static final long AGAIN_MS = 3_000;

    private final AnchorRoute.Link link;
    private final Daemon daemon;
    private final EventLoop loop;
    private final EventStream<DirectMessage> stream;
    private final CompletableFuture<@Nullable Void> attached = new CompletableFuture<>();
    private AgentId self = new AgentId("0".repeat(64));
    private boolean onTopic;
    /** Who hears what comes; null: nobody. Belongs to the event loop. */
    private @Nullable Round round;

    private volatile @Nullable String trouble;

    private AnchorCall(AnchorRoute.Link link, TokenSource token, EventLoop loop, RandomGenerator random) {
        this.link = link;
        this.loop = loop;
        this.daemon = link.over(RestDaemon.open(link.address(), token, loop, RestOptions.defaults()));
        StreamOptions options = link.adapted(StreamOptions.defaults(loop.ticker(), random));
        this.stream = EventStream.direct(link.address(), token, loop, options, new Listener());
    }

    /**
     * Opens the route and attaches to the anchor's stream; blocks for some 40 s at most.
     *
     * @throws EnvironmentException if the anchor cannot be used: one line
     */
    public static AnchorCall open(AnchorRoute route, TokenSource token, EventLoop loop, RandomGenerator random)
            throws InterruptedException {
        AnchorRoute.Link link = route.open(loop, random);
        AnchorCall call = new AnchorCall(link, link.guarded(token), loop, random);
        boolean open = false;
        try {
            call.self = call.awaited(call.daemon.agent(), "answer").agentId();
            call.stream.start();
            call.awaited(call.attached, "attach its stream of direct messages");
            open = true;
            return call;
        } finally {
            if (!open) {
                call.close();
            }
        }
    }

    /** The agent of the anchor's daemon: the coordinator whom the runners obey. */
    public AgentId self() {
        return self;
    }

    Daemon daemon() {
        return daemon;
    }

    /** Joins the topic of discovery: only a subscriber can publish on it reliably. */
    void joinTopic() throws InterruptedException {
        if (!onTopic) {
            awaited(daemon.subscribe(Topics.DISCOVER), "subscribe to a topic");
            onTopic = true;
        }
    }

    /** Of the clock that times the messages. */
    long nanos() {
        return loop.ticker().nanoTime();
    }

    /** Why nothing can be heard now, in one line; null: the anchor's stream is attached. */
    @Nullable
    String trouble() {
        return trouble;
    }

    /** Waits for this long. */
    void pause(Duration time) throws InterruptedException {
        loop.schedule(() -> {}, time.toNanos(), TimeUnit.NANOSECONDS).await();
    }

    /** Sends the commands of a round every 3 s until all are answered or the time is over; returns the answers. */
    Map<NodeLabel, Round.Answer> hold(Round commands, Duration patience) throws InterruptedException {
        return hold(commands, patience, true);
    }

    /** The same, with one message to each node. What one does not get is asked by nobody again. */
    Map<NodeLabel, Round.Answer> holdOnce(Round commands, Duration patience) throws InterruptedException {
        return hold(commands, patience, false);
    }

    private Map<NodeLabel, Round.Answer> hold(Round commands, Duration patience, boolean again)
            throws InterruptedException {
        loop.execute(() -> round = commands);
        Future<?> calls = again
                ? loop.scheduleAtFixedRate(commands::call, 0, AGAIN_MS, TimeUnit.MILLISECONDS)
                : loop.submit(commands::call);
        try {
            commands.complete().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // Those that stayed silent have no answer.
        } catch (ExecutionException e) {
            throw new IllegalStateException("a round of calls failed", e.getCause());
        } finally {
            calls.cancel(false);
        }
        CompletableFuture<Map<NodeLabel, Round.Answer>> answers = new CompletableFuture<>();
        loop.execute(() -> answers.complete(commands.answers()));
        return awaited(answers, "give its answers");
    }

    private <T> T awaited(CompletableFuture<T> future, String what) throws InterruptedException {
        try {
            return future.get(ATTACH.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new EnvironmentException(
                    link.translated("x0xd at " + link.address()) + " did not " + what + " in " + ATTACH.toSeconds()
                            + " s",
                    e);
        } catch (ExecutionException e) {
            if (Causes.unwrapped(e) instanceof DaemonException failure) {
                throw new EnvironmentException(link.translated(String.valueOf(failure.getMessage())), e);
            }
            throw new IllegalStateException("the call failed", e.getCause());
        }
    }

    /** Ends the route; its subscription ends with the stream. */
    @Override
    public void close() {
        stream.close();
        daemon.close();
        link.close();
    }

    private final class Listener implements StreamListener<DirectMessage> {
        @Override
        public void onState(ConnectionState state, String reason) {
            if (state == ConnectionState.OPEN) {
                attached.complete(null);
            }
            trouble = state == ConnectionState.OPEN
                    ? null
                    : "the anchor's stream of direct messages is not attached: " + reason;
        }

        @Override
        public void onEvent(DirectMessage event) {
            if (round != null) {
                round.heard(event);
            }
        }

        @Override
        public void onMalformed(String reason) {}
    }
}
