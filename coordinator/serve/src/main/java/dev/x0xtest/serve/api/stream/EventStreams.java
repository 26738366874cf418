package dev.x0xtest.serve.api.stream;

import dev.x0xtest.serve.api.http.Limits;
import dev.x0xtest.serve.api.message.Endpoint;
import dev.x0xtest.serve.api.message.Problem;
import dev.x0xtest.serve.api.message.Request;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** All event streams of the server. Confined to the event loop; {@link #begin} and {@link #end} are called on it too. */
public final class EventStreams implements Endpoint.Streams {
    private static final int MOST_EVENTS = 2048;
    private static final long MOST_CHARACTERS = 8L << 20;
    private static final int MOST_CELLS = 1000;

    private final EventLoop loop;
    private final Limits limits;
    private final EventRing ring;
    private final CellQuota cells = new CellQuota(MOST_CELLS);
    private final Set<EventStream> open = new LinkedHashSet<>();
    private @Nullable Future<?> heart;

    /**
     * Begins without a client.
     *
     * @param boot tells the ids of this process from those of the one before: letters and digits
     */
    public EventStreams(EventLoop loop, Limits limits, String boot) {
        this.loop = loop;
        this.limits = limits;
        this.ring = new EventRing(boot, MOST_EVENTS, MOST_CHARACTERS);
    }

    /** Starts the heartbeat. */
    public void begin() {
        long every = limits.heartbeat().toMillis();
        heart = loop.scheduleAtFixedRate(
                () -> List.copyOf(open).forEach(EventStream::beat), every, every, TimeUnit.MILLISECONDS);
    }

    /** Ends the heartbeat and every stream. */
    public void end() {
        Future<?> beating = heart;
        if (beating != null) {
            beating.cancel(false);
        }
        new ArrayList<>(open).forEach(one -> one.drop("the daemon stops"));
    }

    /** Tells every client. {@code data} is one line of JSON. */
    public void publish(String name, String data) {
        ring.add(name, data);
        List.copyOf(open).forEach(EventStream::pump);
    }

    /** Whether a pair of this run may still be told: at most {@value #MOST_CELLS} of a run are. */
    public boolean admitsCell(String run) {
        return cells.admits(run);
    }

    @Override
    public Endpoint.Stream open(Request request, Channel channel) {
        if (open.size() >= limits.streams()) {
            throw Problem.later(30, "too many event streams are open");
        }
        String last = request.lastEventId();
        OptionalLong from = last == null || last.isEmpty() ? OptionalLong.of(ring.next()) : ring.after(last);
        EventStream stream = new EventStream(channel, ring, from, open::remove);
        open.add(stream);
        return stream;
    }
}
