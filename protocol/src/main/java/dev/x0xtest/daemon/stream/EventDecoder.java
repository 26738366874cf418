package dev.x0xtest.daemon.stream;

/** One kind of stream: what its events mean. Never throws, whatever the data. */
interface EventDecoder<E> {

    void decode(SseEvent event, Output<E> output);

    /** Exactly one of these is called for an event. */
    interface Output<E> {
        void event(E event);

        void live();

        /** An event that is known and means nothing to us. */
        void ignored();

        void unknown();

        void malformed(String reason);
    }
}
