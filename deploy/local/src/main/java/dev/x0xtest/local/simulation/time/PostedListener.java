package dev.x0xtest.local.simulation.time;

import dev.x0xtest.daemon.stream.ConnectionState;
import dev.x0xtest.daemon.stream.StreamListener;
import io.netty.channel.EventLoop;

/** A listener on an event loop of its own. */
public record PostedListener<E>(StreamListener<E> listener, EventLoop loop) implements StreamListener<E> {
    @Override
    public void onState(ConnectionState state, String reason) {
        loop.execute(() -> listener.onState(state, reason));
    }

    @Override
    public void onEvent(E event) {
        loop.execute(() -> listener.onEvent(event));
    }

    @Override
    public void onMalformed(String reason) {
        loop.execute(() -> listener.onMalformed(reason));
    }
}
