package dev.x0xtest.daemon.stream;

/** Callbacks of an event stream. All of them run on the event loop and must not block. */
public interface StreamListener<E> {

    /**
     * Called with the first state, then for each change. {@code CLOSING} comes before any clean-up; nothing follows
     * {@code CLOSED}.
     */
    void onState(ConnectionState state, String reason);

    void onEvent(E event);

    /** An event could not be read and was skipped; the stream goes on. */
    void onMalformed(String reason);

    /** The history requested by {@code backfill} is complete; all later messages are live. */
    default void onLive() {}
}
