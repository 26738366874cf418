package dev.x0xtest.minimesh.http.exchange;

import dev.x0xtest.minimesh.identity.Bytes;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One client's server-sent events. Pulls frames from its source while the socket takes them; what the socket does not
 * take stays in the source's bounded queue. On the node's loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes the connection
public final class EventFeed {
    private final Channel channel;
    private final StreamControl control;
    private final List<Runnable> whenClosed = new ArrayList<>();
    private Source source = () -> null;
    private long lastWriteNanos;
    private boolean pinged;

    public EventFeed(Channel channel, StreamControl control) {
        this.channel = channel;
        this.control = control;
        this.lastWriteNanos = channel.eventLoop().ticker().nanoTime();
        control.opened(this);
    }

    /** Where frames come from, and what to do when the client is gone. */
    public void begin(Source frames, Runnable closed) {
        source = frames;
        whenClosed.add(closed);
        pump();
    }

    /** Writes what is there, as far as it goes. */
    public void pump() {
        boolean wrote = false;
        while (channel.isWritable() && !control.stalled()) {
            String frame = source.next();
            if (frame == null) {
                break;
            }
            write(frame);
            wrote = true;
        }
        if (wrote) {
            channel.flush();
        }
    }

    private void write(String frame) {
        lastWriteNanos = channel.eventLoop().ticker().nanoTime();
        channel.write(new DefaultHttpContent(
                Unpooled.wrappedBuffer(Bytes.ofUtf8(frame).array())));
    }

    /** From now on the stream is never silent for long. */
    public void keepAlive() {
        pinged = true;
    }

    /** A comment, when nothing has been written for {@code afterNanos} and the stream is one that is kept alive. */
    void pingIfIdle(long afterNanos) {
        boolean idle = pinged && channel.eventLoop().ticker().nanoTime() - lastWriteNanos >= afterNanos;
        if (idle && channel.isWritable() && !control.stalled()) {
            write(": ping\n\n");
            channel.flush();
        }
    }

    /** Ends as a daemon's shutdown ends it: no farewell. */
    void end() {
        channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT).addListener(ChannelFutureListener.CLOSE);
    }

    /** Breaks off within a frame. */
    void cutMidFrame() {
        write("event: direct_message\ndata: {\"machine_id\":\"00");
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    public void closed() {
        control.closed(this);
        whenClosed.forEach(Runnable::run);
        whenClosed.clear();
    }

    /** An event as it stands in the stream. */
    public static String frame(String event, Bytes json) {
        return "event: " + event + "\ndata: " + new String(json.array(), StandardCharsets.UTF_8) + "\n\n";
    }

    /** The next frame, or null for now. */
    public interface Source {
        @Nullable
        String next();
    }
}
