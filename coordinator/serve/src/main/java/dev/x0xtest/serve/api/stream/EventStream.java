package dev.x0xtest.serve.api.stream;

import dev.x0xtest.serve.api.message.Endpoint;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client of the events. It takes from the ring while its socket has room; one that falls out of the ring is told so and
 * dropped, and may come back with its last id. Confined to the event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write closes the connection
final class EventStream implements Endpoint.Stream {
    private static final Logger log = LoggerFactory.getLogger(EventStream.class);
    private static final int CLOSE_SECONDS = 5;
    private static final int RETRY_MS = 3000;

    private final Channel channel;
    private final EventRing ring;
    private final Consumer<EventStream> whenGone;
    private final boolean missed;
    private long next;
    private boolean greeted;
    private boolean gone;

    /**
     * Begins a stream.
     *
     * @param from the number of its first event; empty: what came after its last id is gone
     */
    EventStream(Channel channel, EventRing ring, OptionalLong from, Consumer<EventStream> whenGone) {
        this.channel = channel;
        this.ring = ring;
        this.whenGone = whenGone;
        this.missed = from.isEmpty();
        this.next = from.orElse(ring.next());
    }

    @Override
    public void pump() {
        if (gone) {
            return;
        }
        if (!greeted) {
            greeted = true;
            write("retry: " + RETRY_MS + "\n\n");
            if (missed) {
                write("event: reset\ndata: {\"reason\":\"events were missed: ask for the whole state again\"}\n\n");
            }
        }
        while (channel.isWritable()) {
            if (next < ring.first()) {
                drop("the client is too slow");
                return;
            }
            String frame = ring.frame(next);
            if (frame == null) {
                break;
            }
            next++;
            write(frame);
        }
        if (next < ring.first()) {
            drop("the client is too slow");
            return;
        }
        channel.flush();
    }

    /** Writes a comment, so that both ends notice when the other one is gone. */
    void beat() {
        if (!gone && channel.isWritable()) {
            write(": still here\n\n");
            channel.flush();
        }
    }

    /** Ends the stream with a reason, which the client reads if it still reads. */
    void drop(String reason) {
        if (gone) {
            return;
        }
        log.info("event stream ended remote={}: {}", channel.remoteAddress(), reason);
        write("event: dropped\ndata: {\"reason\":\"" + reason + "\"}\n\n");
        closed();
        channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT).addListener(ChannelFutureListener.CLOSE);
        channel.eventLoop().schedule(() -> channel.close(), CLOSE_SECONDS, TimeUnit.SECONDS);
    }

    private void write(String text) {
        channel.write(new DefaultHttpContent(ByteBufUtil.writeUtf8(channel.alloc(), text)));
    }

    @Override
    public void closed() {
        if (!gone) {
            gone = true;
            whenGone.accept(this);
        }
    }
}
