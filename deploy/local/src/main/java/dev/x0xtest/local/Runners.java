package dev.x0xtest.local;

import dev.x0xtest.wire.NodeLabel;

/** The runners beside the daemons. Closing ends them. */
interface Runners extends AutoCloseable {
    /** Ends one of them in order; blocks until it has ended. */
    void stop(NodeLabel label) throws InterruptedException;

    @Override
    void close();
}
