package dev.x0xtest.runner.result;

import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.wire.Topics;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One result on its way: all of its frames as direct messages within 20 s of being queued, else the whole of it once on
 * the results topic, where that is allowed, by 30 s. Confined to the event loop.
 */
final class ResultDelivery {
    private static final Logger log = LoggerFactory.getLogger(ResultDelivery.class);
    private static final long DIRECT_NANOS = 20_000_000_000L;
    private static final long TOTAL_NANOS = 30_000_000_000L;
    private static final int FRAMES_AT_ONCE = 4;
    /** x0xd refuses REST bodies above 1 MiB, and the payload travels in base64. */
    private static final int TOPIC_BYTES = 786_000;

    private final Daemon daemon;
    private final EventLoop loop;
    private final OutgoingResult item;
    private final List<ResultRoute> routes;
    private final @Nullable Integer rawAckMs;
    private final long queuedNanos;
    private final BooleanSupplier topicsInUse;
    private final Deque<byte[]> left;
    private final CompletableFuture<@Nullable ResultRoute> done = new CompletableFuture<>();
    private int underWay;
    private boolean failed;

    ResultDelivery(
            Daemon daemon,
            EventLoop loop,
            OutgoingResult item,
            List<byte[]> frames,
            List<ResultRoute> routes,
            @Nullable Integer rawAckMs,
            long queuedNanos,
            BooleanSupplier topicsInUse) {
        this.daemon = daemon;
        this.loop = loop;
        this.item = item;
        this.left = new ArrayDeque<>(frames);
        this.routes = routes;
        this.rawAckMs = rawAckMs;
        this.queuedNanos = queuedNanos;
        this.topicsInUse = topicsInUse;
    }

    /** The route of the last frame, null for the topic; fails with {@link DeliveryException}. */
    CompletableFuture<@Nullable ResultRoute> start() {
        if (left.isEmpty() && underWay == 0) {
            done.completeExceptionally(new DeliveryException("nothing of it fits a direct message"));
        }
        while (underWay < FRAMES_AT_ONCE && !left.isEmpty() && !failed) {
            next();
        }
        return done;
    }

    private void next() {
        underWay++;
        new FrameDelivery(daemon, loop, item.to(), left.removeFirst(), routes, rawAckMs, queuedNanos + DIRECT_NANOS)
                .start()
                .whenComplete((route, error) -> {
                    underWay--;
                    frameEnded(route, error);
                });
    }

    private void frameEnded(@Nullable ResultRoute route, @Nullable Throwable error) {
        if (error != null && !failed) {
            failed = true;
            fallBack(String.valueOf(error.getMessage()));
        } else if (!failed && left.isEmpty() && underWay == 0) {
            done.complete(route);
        } else {
            start();
        }
    }

    /** x0xd carries a message reliably only from who is subscribed to its topic, so be that for as long as it takes. */
    private CompletableFuture<?> publish(byte[] json) {
        return daemon.subscribe(Topics.RESULTS).thenCompose(subscription -> {
            CompletableFuture<?> published = daemon.publish(Topics.RESULTS, json);
            published.whenComplete((nothing, error) -> daemon.unsubscribe(subscription));
            return published;
        });
    }

    private void fallBack(String reason) {
        byte[] json = item.result().toJson();
        long leftNanos = queuedNanos + TOTAL_NANOS - loop.ticker().nanoTime();
        if (!item.topicAllowed() || !topicsInUse.getAsBoolean() || json.length > TOPIC_BYTES || leftNanos <= 0) {
            done.completeExceptionally(new DeliveryException(reason));
            return;
        }
        log.warn("result goes to the results topic: kind={} {}", item.result().kind(), reason);
        CompletableFuture<?> published = publish(json);
        ScheduledFuture<?> limit = loop.schedule(
                () -> published.completeExceptionally(new DeliveryException("no answer from x0xd in time")),
                leftNanos,
                TimeUnit.NANOSECONDS);
        published.whenComplete((nothing, error) -> {
            limit.cancel(false);
            if (error == null) {
                done.complete(null);
            } else {
                done.completeExceptionally(new DeliveryException(reason + "; results topic: " + error.getMessage()));
            }
        });
    }
}
