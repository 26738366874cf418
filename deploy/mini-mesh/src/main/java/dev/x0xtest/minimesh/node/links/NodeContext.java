package dev.x0xtest.minimesh.node.links;

import dev.x0xtest.minimesh.fault.FaultPlan;
import dev.x0xtest.minimesh.identity.Bytes;
import dev.x0xtest.minimesh.identity.NodeIdentity;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What surrounds a node.
 *
 * @param networkId the plane; nodes of another plane are not let in
 * @param loop every part of the node runs on it; its ticker is the monotonic time
 * @param clock wall time, for what is shown and signed
 * @param random for request ids; used on the loop only
 * @param faults shared with the other nodes of the process
 * @param verifier shared with the other nodes of the process
 */
public record NodeContext(
        NodeIdentity identity,
        String networkId,
        EventLoop loop,
        Clock clock,
        RandomGenerator random,
        Timings timings,
        FaultPlan faults,
        Verifier verifier) {
    private static final Logger log = LoggerFactory.getLogger(NodeContext.class);

    public long nowMs() {
        return clock.millis();
    }

    public long nowSeconds() {
        return clock.millis() / 1000;
    }

    public long nanoTime() {
        return loop.ticker().nanoTime();
    }

    /** Milliseconds since a moment of {@link #nanoTime}. */
    public long millisSince(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanoTime() - nanos);
    }

    /** Runs the task on the loop unless the future is cancelled before. */
    public Future<?> later(Duration delay, Runnable task) {
        return loop.schedule(() -> guarded(task), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Runs the task on the loop. */
    @SuppressWarnings("FutureReturnValueIgnored") // the task tells of its own failure
    public void after(Duration delay, Runnable task) {
        later(delay, task);
    }

    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            log.error("a timer failed", e);
        }
    }

    public Bytes randomBytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return Bytes.of(bytes);
    }
}
