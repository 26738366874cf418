package dev.x0xtest.runner.result;

import dev.x0xtest.daemon.Daemon;
import dev.x0xtest.wire.AgentId;
import dev.x0xtest.wire.Plane;
import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends results. The queue is bounded; an overflow drops and counts the oldest result. The number in flight is bounded,
 * per destination too, so that one slow destination does not delay the others. Confined to the event loop.
 */
public final class ResultQueue {
    private static final Logger log = LoggerFactory.getLogger(ResultQueue.class);
    private static final int QUEUE = 1024;
    private static final int IN_FLIGHT = 8;
    private static final int IN_FLIGHT_PER_DESTINATION = 4;

    private final Daemon daemon;
    private final EventLoop loop;
    private final AgentId self;
    private final @Nullable Integer rawAckMs;
    private final Supplier<String> transferSuffix;
    private final BooleanSupplier topicsInUse;

    private final Deque<Waiting> queue = new ArrayDeque<>();
    private final Map<AgentId, Integer> underWay = new HashMap<>();
    private final Set<AgentId> warm = new HashSet<>();
    private int inFlight;
    private long delivered;
    private long dropped;
    private Runnable whenIdle = () -> {};

    /**
     * Wires the queue.
     *
     * @param rawAckMs ms to wait for the acknowledgement on the raw path; null: never use that path
     * @param transferSuffix returns a new text at each call
     * @param topicsInUse false while a coordinator has opted out of pub-sub
     */
    public ResultQueue(
            Daemon daemon,
            EventLoop loop,
            AgentId self,
            @Nullable Integer rawAckMs,
            Supplier<String> transferSuffix,
            BooleanSupplier topicsInUse) {
        this.daemon = daemon;
        this.loop = loop;
        this.self = self;
        this.rawAckMs = rawAckMs;
        this.transferSuffix = transferSuffix;
        this.topicsInUse = topicsInUse;
    }

    private record Waiting(OutgoingResult item, long sinceNanos) {}

    public void send(OutgoingResult item) {
        if (queue.size() >= QUEUE) {
            queue.removeFirst();
            countDropped("the result queue is full");
        }
        queue.addLast(new Waiting(item, loop.ticker().nanoTime()));
        pump();
    }

    /** The stream was attached again. The daemon may have lost its links, so every destination counts as cold. */
    public void reattached() {
        warm.clear();
    }

    public boolean idle() {
        return inFlight == 0 && queue.isEmpty();
    }

    /** Sets the callback for each time that the last result has been sent. */
    public void whenIdle(Runnable action) {
        whenIdle = action;
    }

    /** Results that were delivered. */
    public long delivered() {
        return delivered;
    }

    /** Results that were not delivered. */
    public long dropped() {
        return dropped;
    }

    private void pump() {
        Iterator<Waiting> waiting = queue.iterator();
        while (inFlight < IN_FLIGHT && waiting.hasNext()) {
            Waiting next = waiting.next();
            if (underWay.getOrDefault(next.item().to(), 0) < IN_FLIGHT_PER_DESTINATION) {
                waiting.remove();
                start(next);
                waiting = queue.iterator();
            }
        }
    }

    private void start(Waiting next) {
        OutgoingResult item = next.item();
        inFlight++;
        underWay.merge(item.to(), 1, Integer::sum);
        List<Plane> routes =
                ResultRoutes.order(item.to().equals(self), warm.contains(item.to()), item.resend(), rawAckMs);
        ResultDelivery.guarded(() -> new ResultDelivery(
                                daemon, loop, item, plan(item), routes, rawAckMs, next.sinceNanos(), topicsInUse)
                        .start())
                .whenComplete((route, error) -> ended(item, route, error));
    }

    private List<DeliverySteps.Step> plan(OutgoingResult item) {
        return DeliverySteps.of(
                item.result(),
                item.chunks(),
                item.topicAllowed() && topicsInUse.getAsBoolean(),
                () -> item.result().requestId() + ":" + transferSuffix.get());
    }

    private void ended(OutgoingResult item, @Nullable Plane route, @Nullable Throwable error) {
        inFlight--;
        underWay.merge(item.to(), -1, (all, one) -> all + one == 0 ? null : all + one);
        if (route != null && ResultRoutes.signed(route)) {
            warm.add(item.to());
        }
        if (error == null) {
            delivered++;
        } else {
            countDropped(item.result().kind() + " to=" + item.to().short8() + " request_id="
                    + item.result().requestId() + " " + error.getMessage());
        }
        pump();
        if (idle()) {
            whenIdle.run();
        }
    }

    private void countDropped(String why) {
        dropped++;
        log.error("result lost: {} lost_total={}", why, dropped);
    }
}
