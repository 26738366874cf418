package dev.x0xtest.runner.result;

import dev.x0xtest.daemon.Causes;
import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.daemon.Deadline;
import dev.x0xtest.wire.Plane;
import dev.x0xtest.wire.Topics;
import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The delivery of one result: tries its steps in order. The first step has 20 s from queueing, all together 30 s.
 * Confined to the event loop.
 */
final class ResultDelivery {
    private static final Logger log = LoggerFactory.getLogger(ResultDelivery.class);
    private static final long FIRST_NANOS = 20_000_000_000L;
    private static final long TOTAL_NANOS = 30_000_000_000L;

    private final Daemon daemon;
    private final EventLoop loop;
    private final OutgoingResult item;
    private final Deque<DeliverySteps.Step> left;
    private final List<Plane> routes;
    private final @Nullable Integer rawAckMs;
    private final long queuedNanos;
    private final BooleanSupplier topicsInUse;
    private final StringJoiner failures = new StringJoiner("; ");
    private final CompletableFuture<@Nullable Plane> done = new CompletableFuture<>();
    private long deadlineNanos;

    ResultDelivery(
            Daemon daemon,
            EventLoop loop,
            OutgoingResult item,
            List<DeliverySteps.Step> plan,
            List<Plane> routes,
            @Nullable Integer rawAckMs,
            long queuedNanos,
            BooleanSupplier topicsInUse) {
        this.daemon = daemon;
        this.loop = loop;
        this.item = item;
        this.left = new ArrayDeque<>(plan);
        this.routes = routes;
        this.rawAckMs = rawAckMs;
        this.queuedNanos = queuedNanos;
        this.topicsInUse = topicsInUse;
        this.deadlineNanos = queuedNanos + FIRST_NANOS;
    }

    /** Completes with the route of the last frame, null for the topic; fails with {@link DeliveryException}. */
    CompletableFuture<@Nullable Plane> start() {
        next();
        return done;
    }

    private void next() {
        DeliverySteps.Step step = left.pollFirst();
        if (step == null) {
            done.completeExceptionally(new DeliveryException(failures.toString()));
            return;
        }
        attempt(step).whenComplete((route, error) -> {
            if (error == null) {
                done.complete(route);
            } else {
                failures.add(String.valueOf(Causes.unwrapped(error).getMessage()));
                deadlineNanos = queuedNanos + TOTAL_NANOS;
                next();
            }
        });
    }

    private CompletableFuture<@Nullable Plane> attempt(DeliverySteps.Step step) {
        if (step instanceof DeliverySteps.Direct direct) {
            return frames(direct.frames());
        }
        if (step instanceof DeliverySteps.Refusal refusal) {
            warn("is refused as too large");
            return frames(List.of(refusal.frame()));
        }
        return publish(((DeliverySteps.Topic) step).json());
    }

    private CompletableFuture<@Nullable Plane> frames(List<byte[]> frames) {
        return new FrameBatch(
                        frames,
                        frame -> new FrameSend(daemon, loop, item.to(), frame, routes, rawAckMs, deadlineNanos).start())
                .start();
    }

    /** Publishes while subscribed: x0xd relays reliably only for a daemon that is subscribed to the topic. */
    private CompletableFuture<@Nullable Plane> publish(byte[] json) {
        long leftNanos = deadlineNanos - loop.ticker().nanoTime();
        if (!topicsInUse.getAsBoolean() || leftNanos <= 0) {
            return CompletableFuture.failedFuture(new DeliveryException(
                    "results topic: " + (leftNanos <= 0 ? "no time left" : "the runner keeps away from it")));
        }
        warn("is published on the results topic");
        CompletableFuture<@Nullable Plane> published = guarded(() -> daemon.subscribe(Topics.RESULTS))
                .thenCompose(subscription -> guarded(() -> daemon.publish(Topics.RESULTS, json))
                        .whenComplete((nothing, error) -> daemon.unsubscribe(subscription)))
                .handle((nothing, error) -> {
                    if (error != null) {
                        throw new DeliveryException(
                                "results topic: " + Causes.unwrapped(error).getMessage());
                    }
                    return null;
                });
        Deadline limit = Deadline.afterNanos(
                loop,
                leftNanos,
                () -> published.completeExceptionally(
                        new DeliveryException("results topic: no answer from x0xd in time")));
        published.whenComplete((nothing, error) -> limit.cancel());
        return published;
    }

    private void warn(String what) {
        log.warn(
                "result {}: kind={} request_id={} {}",
                what,
                item.result().kind(),
                item.result().requestId(),
                failures);
    }

    /** Turns an exception that {@code call} throws into a failed future: a defect there costs one result, not the queue. */
    static <T extends @Nullable Object> CompletableFuture<T> guarded(Supplier<CompletableFuture<T>> call) {
        try {
            return call.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** A result was not delivered. The message is one line and says why. */
    static final class DeliveryException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        DeliveryException(String message) {
            super(message, null, false, false);
        }
    }
}
