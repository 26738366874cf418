package dev.x0xtest.daemon.stream;

import dev.x0xtest.daemon.Causes;
import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.daemon.DaemonAddress;
import dev.x0xtest.daemon.Deadline;
import dev.x0xtest.daemon.Dialer;
import dev.x0xtest.daemon.DirectMessage;
import dev.x0xtest.daemon.TokenSource;
import dev.x0xtest.daemon.TopicMessage;
import dev.x0xtest.daemon.stream.StreamConnection.StreamRequest;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpClientCodec;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One event stream of the daemon, reconnected until it is closed. Methods may be called from any thread. The listener
 * is called on the event loop; the stream has no thread of its own.
 */
public final class EventStream<E> implements AutoCloseable {
    private final StreamSetup<E> setup;
    private final StreamOptions options;
    private final EventLoop loop;
    private final StreamListener<E> listener;
    private final StreamDispatch<E> events;
    private final ConnectionLifecycle lifecycle;
    private final IdleWatch idle;
    private final Deadline timer;
    private final CompletableFuture<@Nullable Void> closed = new CompletableFuture<>();

    private @Nullable StreamConnection connection;

    EventStream(StreamSetup<E> setup, EventLoop loop, StreamOptions options, StreamListener<E> listener) {
        this.setup = setup;
        this.options = options;
        this.loop = loop;
        this.listener = new StreamDispatch.SafeListener<>(setup.name(), listener);
        this.events = new StreamDispatch<>(setup.decoder(), this.listener, this::isOpen);
        this.lifecycle = new ConnectionLifecycle(
                setup.name(),
                options.backoff(),
                options.authRetry(),
                options.resetAfter(),
                options.random(),
                this.listener::onState);
        this.idle = new IdleWatch(loop, options.ticker(), this::dead);
        this.timer = new Deadline(loop);
    }

    /** Makes a client of {@code GET /direct/events}; {@link #start} connects it. */
    public static EventStream<DirectMessage> direct(
            DaemonAddress address,
            TokenSource token,
            EventLoop loop,
            StreamOptions options,
            StreamListener<DirectMessage> listener) {
        return direct(address, token, loop, new Dialer.Tcp(address, loop), options, listener);
    }

    /** The same over connections of this dialer. */
    public static EventStream<DirectMessage> direct(
            DaemonAddress address,
            TokenSource token,
            EventLoop loop,
            Dialer dialer,
            StreamOptions options,
            StreamListener<DirectMessage> listener) {
        return new EventStream<>(StreamSetup.direct(address, token, dialer, options), loop, options, listener);
    }

    /**
     * Makes a client of {@code GET /events}. The daemon sends no keep-alive there, so the client publishes a heartbeat
     * to a {@code local:} topic of its own. It subscribes anew after each connect, unsubscribes when closed, and hides
     * these messages from the listener.
     *
     * @param daemon carries the heartbeat; close it only after {@link #closed} has completed
     */
    public static EventStream<TopicMessage> topics(
            DaemonAddress address,
            TokenSource token,
            Daemon daemon,
            EventLoop loop,
            StreamOptions options,
            StreamListener<TopicMessage> listener) {
        return topics(address, token, daemon, loop, new Dialer.Tcp(address, loop), options, listener);
    }

    /** The same over connections of this dialer. */
    public static EventStream<TopicMessage> topics(
            DaemonAddress address,
            TokenSource token,
            Daemon daemon,
            EventLoop loop,
            Dialer dialer,
            StreamOptions options,
            StreamListener<TopicMessage> listener) {
        Heartbeat heartbeat = new Heartbeat(daemon, loop, options.heartbeatInterval(), options.random());
        return new EventStream<>(
                StreamSetup.topics(address, token, dialer, heartbeat, options), loop, options, listener);
    }

    /** Reports {@code NEW} to the listener and connects. Call it once. */
    public EventStream<E> start() {
        onLoop(() -> {
            lifecycle.begin();
            connect("started");
        });
        return this;
    }

    public Counters counters() {
        return events.counters();
    }

    /** Ends the stream; idempotent, does not block. */
    @Override
    public void close() {
        try {
            onLoop(this::closing);
        } catch (RejectedExecutionException e) {
            closed.complete(null); // the event loop has ended, and with it the connection
        }
    }

    /** Completes normally when the listener has received {@code CLOSED}. */
    public CompletableFuture<@Nullable Void> closed() {
        return closed.copy();
    }

    private void onLoop(Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
        } else {
            loop.execute(task);
        }
    }

    private boolean isOpen() {
        return lifecycle.state() == ConnectionState.OPEN;
    }

    private long now() {
        return options.ticker().nanoTime();
    }

    private void connect(String reason) {
        if (lifecycle.state() != ConnectionState.NEW && lifecycle.state() != ConnectionState.BACKING_OFF) {
            return;
        }
        lifecycle.transition(ConnectionState.CONNECTING, now(), reason);
        if (lifecycle.state() != ConnectionState.CONNECTING) {
            return; // the listener closed the stream
        }
        String token;
        try {
            token = setup.token().current();
        } catch (TokenSource.TokenException e) {
            backOff(ConnectionLifecycle.RetryClass.AUTH, Causes.text(e));
            return;
        }
        dial(token);
    }

    private void dial(String token) {
        StreamRequest request = new StreamRequest(setup.address(), setup.path(), token);
        StreamConnection next = new StreamConnection(request, new ConnectionCallbacks(token));
        connection = next;
        idle.start(options.connectLimit());
        setup.dialer().dial(new HttpClientCodec(), next).addListener(dialled -> {
            if (!dialled.isSuccess()) {
                next.end(0, Causes.text(dialled.cause()));
            }
        });
    }

    /** Callbacks of one connection; ignored once the connection is abandoned. */
    private final class ConnectionCallbacks implements StreamConnection.Callbacks {
        private final String token;
        private final SseParser parser = new SseParser(options.maxLineBytes(), options.maxLineBytes(), events);

        ConnectionCallbacks(String token) {
            this.token = token;
        }

        @Override
        public void opened() {
            idle.start(setup.idleLimit());
            events.countOpened();
            lifecycle.transition(ConnectionState.OPEN, now(), "attached");
            if (isOpen()) {
                startHeartbeat();
            }
        }

        @Override
        public void bytes(byte[] bytes, int offset, int count) {
            idle.touch();
            events.countBytes(count);
            parser.feed(bytes, offset, count);
        }

        @Override
        public void ended(int status, String reason) {
            connection = null;
            if (status != 401) {
                backOff(
                        status == 403 ? ConnectionLifecycle.RetryClass.AUTH : ConnectionLifecycle.RetryClass.TRANSIENT,
                        reason);
                return;
            }
            CompletableFuture<Optional<String>> other = setup.token().replacementFor(token);
            boolean waits = !other.isDone();
            boolean there = !waits && other.join().isPresent();
            backOff(
                    there ? ConnectionLifecycle.RetryClass.TOKEN_REPLACED : ConnectionLifecycle.RetryClass.AUTH,
                    reason);
            if (waits) {
                other.thenAccept(late -> onLoop(() -> tokenRead(late.isPresent())));
            }
        }
    }

    /** The token was read again while the stream was backing off. */
    private void tokenRead(boolean replaced) {
        if (replaced && lifecycle.state() == ConnectionState.BACKING_OFF) {
            timer.cancel();
            connect("the token was replaced");
        }
    }

    private void startHeartbeat() {
        Heartbeat heartbeat = setup.heartbeat();
        StreamConnection current = connection;
        if (heartbeat != null && current != null) {
            heartbeat.connected(reason -> current.end(0, reason));
        }
    }

    private void backOff(ConnectionLifecycle.RetryClass retryClass, String reason) {
        stopTimers();
        long delayNanos = lifecycle.failed(retryClass, now(), reason);
        if (lifecycle.state() == ConnectionState.BACKING_OFF) {
            timer.setNanos(delayNanos, () -> connect("back-off over"));
        }
    }

    private void dead() {
        StreamConnection current = connection;
        if (current != null) {
            current.end(
                    0,
                    isOpen()
                            ? "nothing came for " + setup.idleLimit().toSeconds() + " s: the stream is dead"
                            : "no answer within " + options.connectLimit().toSeconds() + " s");
        }
    }

    private void stopTimers() {
        idle.stop();
        timer.cancel();
        Heartbeat heartbeat = setup.heartbeat();
        if (heartbeat != null) {
            heartbeat.disconnected();
        }
    }

    private void closing() {
        if (lifecycle.state() == ConnectionState.CLOSING || lifecycle.state() == ConnectionState.CLOSED) {
            return;
        }
        lifecycle.transition(ConnectionState.CLOSING, now(), "closed by its owner");
        stopTimers();
        StreamConnection current = connection;
        connection = null;
        if (current != null) {
            current.abandon();
        }
        Heartbeat heartbeat = setup.heartbeat();
        if (heartbeat == null) {
            finish("done");
        } else {
            timer.set(options.closeLimit(), () -> finish("clean-up took too long"));
            heartbeat.close(() -> onLoop(() -> finish("done")));
        }
    }

    private void finish(String reason) {
        if (lifecycle.state() == ConnectionState.CLOSING) {
            stopTimers();
            lifecycle.transition(ConnectionState.CLOSED, now(), reason);
            closed.complete(null);
        }
    }

    /**
     * Counters since the stream's start.
     *
     * @param unknown events with an unknown name, which are skipped
     * @param opened connections that reached {@code OPEN}; more than 1 means that there were gaps
     */
    public record Counters(long events, long malformed, long unknown, long bytes, long opened) {}
}
