package dev.x0xtest.local.simulation.message;

import dev.x0xtest.daemon.DirectMessage;
import org.jspecify.annotations.Nullable;

/** Decides what becomes of each message between two simulated daemons, and hears what came of it. */
public interface Courier {
    /** Does nothing to any message. */
    Courier USUAL = Handling::usual;

    /** What becomes of this message, which leaves its daemon now. */
    Handling handling(Parcel parcel);

    /**
     * A copy of it has come to a daemon.
     *
     * @param shown whether the daemon shows it to whoever reads its stream
     */
    default void arrived(Parcel parcel, Handling.Copy copy, boolean shown) {}

    /** A runner reads a message from its daemon's stream. */
    default void read(int node, DirectMessage message) {}

    /** Its sender was told how it went; {@code path} is null if it was told a failure. */
    default void answered(Parcel parcel, @Nullable String path) {}
}
