package dev.x0xtest.daemon.stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a defect of the listener from ending the stream: logged once each, with its stack. */
record GuardedListener<E>(String name, StreamListener<E> listener) implements StreamListener<E> {
    private static final Logger log = LoggerFactory.getLogger(GuardedListener.class);

    @Override
    public void onState(ConnectionState state, String reason) {
        guard(() -> listener.onState(state, reason));
    }

    @Override
    public void onEvent(E event) {
        guard(() -> listener.onEvent(event));
    }

    @Override
    public void onMalformed(String reason) {
        guard(() -> listener.onMalformed(reason));
    }

    @Override
    public void onLive() {
        guard(listener::onLive);
    }

    private void guard(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            log.error("connection={} the listener failed", name, e);
        }
    }
}
