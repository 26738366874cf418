package dev.x0xtest.minimesh.http.exchange;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The open event streams of a daemon, and the faults that apply to all of them. Confined to the node's event loop. */
public final class StreamControl {
    private final Set<EventFeed> streams = new LinkedHashSet<>();
    private boolean stalled;

    void opened(EventFeed stream) {
        streams.add(stream);
    }

    void closed(EventFeed stream) {
        streams.remove(stream);
    }

    boolean stalled() {
        return stalled;
    }

    /** Stalls or resumes every stream, future ones included. */
    public void stall(boolean on) {
        stalled = on;
        List.copyOf(streams).forEach(EventFeed::pump);
    }

    public int cutMidFrame() {
        List<EventFeed> cut = List.copyOf(streams);
        cut.forEach(EventFeed::cutMidFrame);
        return cut.size();
    }

    public void pingIdle(long afterNanos) {
        List.copyOf(streams).forEach(stream -> stream.pingIfIdle(afterNanos));
    }

    public void end() {
        List.copyOf(streams).forEach(EventFeed::end);
    }
}
