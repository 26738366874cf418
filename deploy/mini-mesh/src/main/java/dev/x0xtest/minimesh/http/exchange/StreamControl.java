package dev.x0xtest.minimesh.http.exchange;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Every open event stream of a daemon, and the faults they can be given. On the node's loop. */
public final class StreamControl {
    private final Set<EventStream> streams = new LinkedHashSet<>();
    private boolean stalled;

    void opened(EventStream stream) {
        streams.add(stream);
    }

    void closed(EventStream stream) {
        streams.remove(stream);
    }

    boolean stalled() {
        return stalled;
    }

    /** Stops or resumes writing to every stream, those to come included. */
    public void stall(boolean on) {
        stalled = on;
        List.copyOf(streams).forEach(EventStream::pump);
    }

    public int cutMidFrame() {
        List<EventStream> cut = List.copyOf(streams);
        cut.forEach(EventStream::cutMidFrame);
        return cut.size();
    }

    public void pingIdle(long afterNanos) {
        List.copyOf(streams).forEach(stream -> stream.pingIfIdle(afterNanos));
    }

    public void end() {
        List.copyOf(streams).forEach(EventStream::end);
    }
}
