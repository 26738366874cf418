package dev.x0xtest.minimesh.node.links;

import dev.x0xtest.minimesh.fault.FaultPlan;
import dev.x0xtest.minimesh.identity.Bytes;
import dev.x0xtest.minimesh.identity.NodeIdentity;
import dev.x0xtest.minimesh.transport.OwnFaults;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * The environment of a node: identity, event loop, clocks, randomness, timings and faults.
 *
 * @param networkId the network; links to nodes of another network are refused
 * @param loop runs every part of the node; its ticker is the monotonic clock
 * @param clock wall time, for timestamps that are shown or signed
 * @param random for request ids; used on the loop only
 * @param faults shared with the other nodes of the process
 * @param verifier shared with the other nodes of the process
 * @param ownFaults shared with the other nodes of the process
 */
public record NodeContext(
        NodeIdentity identity,
        String networkId,
        EventLoop loop,
        Clock clock,
        RandomGenerator random,
        Timings timings,
        FaultPlan faults,
        Verifier verifier,
        OwnFaults ownFaults) {

    public long nowMs() {
        return clock.millis();
    }

    public long nowSeconds() {
        return clock.millis() / 1000;
    }

    public long nanoTime() {
        return loop.ticker().nanoTime();
    }

    /** Milliseconds since an earlier {@link #nanoTime}. */
    public long millisSince(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanoTime() - nanos);
    }

    /** Runs the task on the loop after the delay, unless the returned future is cancelled first. */
    public Future<?> later(Duration delay, Runnable task) {
        return loop.schedule(() -> guarded(task), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Runs the task on the loop after the delay. */
    @SuppressWarnings("FutureReturnValueIgnored") // guarded() records a failure of the task
    public void after(Duration delay, Runnable task) {
        later(delay, task);
    }

    private void guarded(Runnable task) {
        ownFaults.guard("a timer of a stand-in", task);
    }

    public Bytes randomBytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return Bytes.of(bytes);
    }
}
