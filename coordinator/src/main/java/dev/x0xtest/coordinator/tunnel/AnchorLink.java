package dev.x0xtest.coordinator.tunnel;

import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.daemon.DaemonAddress;
import dev.x0xtest.daemon.TokenSource;
import dev.x0xtest.daemon.stream.StreamOptions;

/** An open way to the anchor's daemon, for the length of a run. */
public interface AnchorLink extends AutoCloseable {

    /** Where the daemon is to be spoken to from here; the same until the end. */
    DaemonAddress address();

    /** The daemon over this link: what an interruption of the link cut off is done again once it is back. */
    Daemon over(Daemon daemon);

    /** The token, given out only while the daemon is at the other end. */
    TokenSource guarded(TokenSource token);

    /** How streams over this link behave. */
    StreamOptions adapted(StreamOptions options);

    /** Leaves nothing behind; blocks for a moment. */
    @Override
    void close();
}
