package dev.x0xtest.local.mesh.daemons;

import java.util.List;

/** Running daemons that reach one another and have not been introduced. Closing ends them. */
public interface Daemons extends AutoCloseable {
    /** Two at least; the first is the anchor. */
    List<DaemonNode> nodes();

    /** What they are, for the person: {@code stand-ins, quic}. */
    String describe();

    @Override
    void close();
}
