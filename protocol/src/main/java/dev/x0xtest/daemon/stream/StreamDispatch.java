package dev.x0xtest.daemon.stream;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes parsed events to the listener and counts them. Written on the event loop; any thread may read the counters.
 */
final class StreamDispatch<E> implements SseParser.Sink, EventDecoder.Output<E> {
    private final EventDecoder<E> decoder;
    private final StreamListener<E> listener;
    private final BooleanSupplier open;
    private final LongAdder events = new LongAdder();
    private final LongAdder malformed = new LongAdder();
    private final LongAdder unknown = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder opened = new LongAdder();

    StreamDispatch(EventDecoder<E> decoder, StreamListener<E> listener, BooleanSupplier open) {
        this.decoder = decoder;
        this.listener = listener;
        this.open = open;
    }

    EventStream.Counters counters() {
        return new EventStream.Counters(events.sum(), malformed.sum(), unknown.sum(), bytes.sum(), opened.sum());
    }

    void countOpened() {
        opened.increment();
    }

    void countBytes(int count) {
        bytes.add(count);
    }

    @Override
    public void event(SseParser.Event event) {
        if (open.getAsBoolean()) {
            decoder.decode(event, this);
        }
    }

    @Override
    public void comment(String text) {
        // the daemon's ping: its bytes have already reset the idle watch
    }

    @Override
    public void malformed(String reason) {
        malformed.increment();
        listener.onMalformed(reason);
    }

    @Override
    public void event(E event) {
        events.increment();
        listener.onEvent(event);
    }

    @Override
    public void live() {
        listener.onLive();
    }

    @Override
    public void ignored() {
        // a known event without a message
    }

    @Override
    public void unknown() {
        unknown.increment();
    }

    /** Isolates the stream from exceptions of its listener: logs each with its stack trace and goes on. */
    record SafeListener<E>(String name, StreamListener<E> listener) implements StreamListener<E> {
        private static final Logger log = LoggerFactory.getLogger(SafeListener.class);

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
}
