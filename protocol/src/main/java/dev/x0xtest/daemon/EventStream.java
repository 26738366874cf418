package dev.x0xtest.daemon;

import io.netty.channel.EventLoop;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One of the daemon's event streams, kept connected until closed. Methods may be called from any thread; the listener
 * is called on the event loop.
 */
public final class EventStream<E> implements AutoCloseable {
    private EventStream() {}

    /** {@code GET /direct/events}. Call {@link #start} to connect. */
    public static EventStream<DirectMessage> direct(
            DaemonAddress address,
            TokenSource token,
            EventLoop loop,
            StreamOptions options,
            StreamListener<DirectMessage> listener) {
        return Pending.body();
    }

    /**
     * {@code GET /events}, which is silent by nature: probed through a {@code local:} topic of its own, whose
     * subscription is made anew after each connect and removed at close; its messages are not shown to the listener.
     *
     * @param daemon carries the probe; close it after this stream
     */
    public static EventStream<TopicMessage> topics(
            DaemonAddress address,
            TokenSource token,
            Daemon daemon,
            EventLoop loop,
            StreamOptions options,
            StreamListener<TopicMessage> listener) {
        return Pending.body();
    }

    /** Tells the listener {@code NEW} and connects; once. */
    public EventStream<E> start() {
        return Pending.body();
    }

    /** The consumer is behind: stop reading from the socket. What was read already (at most 64 KiB) still arrives. */
    public void pause() {
        Pending.body();
    }

    public void resume() {
        Pending.body();
    }

    public StreamCounters counters() {
        return Pending.body();
    }

    /** Ends the stream; idempotent, does not block. */
    @Override
    public void close() {
        Pending.body();
    }

    /** Completes, always normally, when {@code CLOSED} was told. */
    public CompletableFuture<@Nullable Void> closed() {
        return Pending.body();
    }
}
