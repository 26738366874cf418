package dev.x0xtest.local.simulation.message;

import dev.x0xtest.daemon.DirectMessage;
import dev.x0xtest.daemon.stream.ConnectionState;
import dev.x0xtest.daemon.stream.StreamListener;

/** The listener of a node's runner: tells the courier what the runner reads, just before it does. */
public record ToldListener(int node, StreamListener<DirectMessage> listener, Courier courier)
        implements StreamListener<DirectMessage> {
    @Override
    public void onState(ConnectionState state, String reason) {
        listener.onState(state, reason);
    }

    @Override
    public void onEvent(DirectMessage message) {
        courier.read(node, message);
        listener.onEvent(message);
    }

    @Override
    public void onMalformed(String reason) {
        listener.onMalformed(reason);
    }
}
