package dev.x0xtest.daemon;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * In-memory connections and a clock that only the test advances. It counts the buffer bytes that it allocates, so that
 * a test notices a leak.
 */
public final class FakeNetwork implements Dialer {
    private static final long STEP_MS = 10;

    public final MockTicker ticker = Ticker.newMockTicker();
    public final List<EmbeddedChannel> channels = new ArrayList<>();
    public boolean refusing;
    /** If true, connections are not established before {@link #connect}. */
    public boolean holding;

    private final Map<EmbeddedChannel, ChannelPromise> held = new LinkedHashMap<>();

    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false);
    private final EmbeddedChannel clock =
            EmbeddedChannel.builder().ticker(ticker).build();

    public EventLoop loop() {
        return clock.eventLoop();
    }

    @Override
    public ChannelFuture dial(ChannelHandler... handlers) {
        if (refusing) {
            return clock.newFailedFuture(new ConnectException("Connection refused"));
        }
        EmbeddedChannel channel = EmbeddedChannel.builder()
                .ticker(ticker)
                .register(false)
                .handlers(handlers)
                .build();
        channel.config().setAllocator(allocator);
        channels.add(channel);
        if (holding) {
            ChannelPromise promise = clock.newPromise();
            held.put(channel, promise);
            return promise;
        }
        register(channel);
        return channel.newSucceededFuture();
    }

    private static void register(EmbeddedChannel channel) {
        try {
            channel.register();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Establishes the connections that were held. */
    public void connect() {
        held.forEach((channel, promise) -> {
            register(channel);
            promise.setSuccess();
        });
        held.clear();
        settle();
    }

    public EmbeddedChannel last() {
        return channels.get(channels.size() - 1);
    }

    /** Returns what was written to the channel since the last call, as text. */
    public String sent(EmbeddedChannel channel) {
        settle();
        StringBuilder text = new StringBuilder();
        ByteBuf part = channel.readOutbound();
        while (part != null) {
            text.append(part.toString(StandardCharsets.UTF_8));
            part.release();
            part = channel.readOutbound();
        }
        return text.toString();
    }

    public void receive(EmbeddedChannel channel, String text) {
        receive(channel, text.getBytes(StandardCharsets.UTF_8));
    }

    public void receive(EmbeddedChannel channel, byte[] bytes) {
        ByteBuf buffer = allocator.buffer(bytes.length).writeBytes(bytes);
        channel.writeInbound(buffer);
        settle();
    }

    /** Closes the connection from the side of the daemon. */
    public void cut(EmbeddedChannel channel) {
        channel.close();
        settle();
    }

    public void advance(Duration time) {
        settle();
        for (long left = time.toMillis(); left > 0; left -= STEP_MS) {
            ticker.advance(Math.min(left, STEP_MS), TimeUnit.MILLISECONDS);
            settle();
        }
    }

    public void settle() {
        clock.runPendingTasks();
        clock.runScheduledPendingTasks();
        List.copyOf(channels).forEach(channel -> {
            channel.runPendingTasks();
            channel.runScheduledPendingTasks();
        });
    }

    /** Closes every connection and returns the number of buffer bytes that nobody released. */
    public long bytesNotReleased() {
        channels.forEach(EmbeddedChannel::finishAndReleaseAll);
        clock.finishAndReleaseAll();
        return allocator.metric().usedHeapMemory() + allocator.metric().usedDirectMemory();
    }
}
