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
 * The server-sent events of one client. Pulls frames from its source while the socket is writable; the others stay in
 * the source's bounded queue. Confined to the node's event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write closes the connection
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

    /** Sets the source of the frames and what to run when the stream closes, then starts to write. */
    public void begin(Source frames, Runnable closed) {
        source = frames;
        whenClosed.add(closed);
        pump();
    }

    /** Writes the available frames while the socket is writable. */
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

    /** Turns on comments that keep an idle stream alive. */
    public void keepAlive() {
        pinged = true;
    }

    /** Writes a comment if the stream is kept alive and has been idle for {@code afterNanos}. */
    void pingIfIdle(long afterNanos) {
        boolean idle = pinged && channel.eventLoop().ticker().nanoTime() - lastWriteNanos >= afterNanos;
        if (idle && channel.isWritable() && !control.stalled()) {
            write(": ping\n\n");
            channel.flush();
        }
    }

    /** Ends the stream as a daemon's shutdown does, without a final event. */
    void end() {
        channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT).addListener(ChannelFutureListener.CLOSE);
    }

    /** Closes the connection in the middle of a frame. */
    void cutMidFrame() {
        write("event: direct_message\ndata: {\"machine_id\":\"00");
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    public void closed() {
        control.closed(this);
        whenClosed.forEach(Runnable::run);
        whenClosed.clear();
    }

    /** Formats an event for the stream. */
    public static String frame(String event, Bytes json) {
        return "event: " + event + "\ndata: " + new String(json.array(), StandardCharsets.UTF_8) + "\n\n";
    }

    /** Supplies frames; null means that none is available now. */
    public interface Source {
        @Nullable
        String next();
    }
}
