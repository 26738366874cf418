package dev.x0xtest.daemon.stream;

/** What a stream tells its owner, all on the event loop; must not block. */
public interface StreamListener<E> {

    /** The first state, then only changes; {@code CLOSING} before any clean-up and nothing after {@code CLOSED}. */
    void onState(ConnectionState state, String reason);

    void onEvent(E event);

    /** Something that could not be read was left out; the stream goes on. */
    void onMalformed(String reason);

    /** The history asked for with {@code backfill} is complete; what follows is live. */
    default void onLive() {}
}
