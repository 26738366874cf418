package dev.x0xtest.local.simulation;

import dev.x0xtest.daemon.DirectMessage;
import dev.x0xtest.daemon.stream.ConnectionState;
import dev.x0xtest.daemon.stream.StreamListener;
import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/** The queue of one subscriber to a daemon's event stream. A subscriber that reads too slowly loses the oldest events. */
final class EventQueue {
    private final HostModel host;
    private final EventLoop loop;
    private final StreamListener<DirectMessage> subscriber;
    private final Deque<DirectMessage> events = new ArrayDeque<>();
    private final Processor reader = new Processor();
    private boolean awaited;
    private boolean gone;
    private long evicted;

    EventQueue(HostModel host, EventLoop loop, StreamListener<DirectMessage> subscriber) {
        this.host = host;
        this.loop = loop;
        this.subscriber = subscriber;
    }

    void add(DirectMessage event) {
        if (gone) {
            return;
        }
        long nowNanos = loop.ticker().nanoTime();
        if (events.isEmpty() && !reader.busy(nowNanos)) {
            read(event, nowNanos);
            return;
        }
        if (events.size() >= host.queueEvents()) {
            events.remove();
            evicted++;
        }
        events.add(event);
        awaitReader();
    }

    /** Loses an event. */
    void drop() {
        evicted++;
    }

    /** Tells the subscriber that it is attached for the first time. */
    void open() {
        opened(subscriber);
    }

    static void opened(StreamListener<?> listener) {
        listener.onState(ConnectionState.NEW, "created");
        listener.onState(ConnectionState.CONNECTING, "started");
        listener.onState(ConnectionState.OPEN, "attached");
    }

    /** The daemon has ended: its events and counters are lost. */
    void lose() {
        cut();
        evicted = 0;
    }

    /** The connection to the subscriber has ended: the events that wait are lost, and those that come now. */
    void cut() {
        events.clear();
        if (!gone) {
            gone = true;
            subscriber.onState(ConnectionState.BACKING_OFF, "the connection was lost");
        }
    }

    /** The subscriber is connected again, if it was not. */
    void reopen() {
        if (gone) {
            gone = false;
            subscriber.onState(ConnectionState.CONNECTING, "again");
            subscriber.onState(ConnectionState.OPEN, "attached");
        }
    }

    /** Events that the subscriber never gets. */
    long evicted() {
        return evicted;
    }

    private void read(DirectMessage event, long nowNanos) {
        reader.done(nowNanos, host.readNanos());
        subscriber.onEvent(event);
    }

    private void awaitReader() {
        if (awaited || events.isEmpty()) {
            return;
        }
        awaited = true;
        long nowNanos = loop.ticker().nanoTime();
        var unused = loop.schedule(
                () -> {
                    awaited = false;
                    DirectMessage next = events.poll();
                    if (next != null) {
                        read(next, loop.ticker().nanoTime());
                    }
                    awaitReader();
                },
                reader.done(nowNanos, 0) - nowNanos,
                TimeUnit.NANOSECONDS);
    }
}
