package dev.x0xtest.local.simulation;

import dev.x0xtest.daemon.DirectMessage;
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
    private long evicted;

    EventQueue(HostModel host, EventLoop loop, StreamListener<DirectMessage> subscriber) {
        this.host = host;
        this.loop = loop;
        this.subscriber = subscriber;
    }

    void add(DirectMessage event) {
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
                    read(events.remove(), loop.ticker().nanoTime());
                    awaitReader();
                },
                reader.done(nowNanos, 0) - nowNanos,
                TimeUnit.NANOSECONDS);
    }
}
