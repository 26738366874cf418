package dev.x0xtest.local.simulation.time;

import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.MockTicker;
import java.time.Duration;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** The event loop of one host. It does not run while the host's process is stopped or gets no processor. */
public final class HostLoop {
    private final EmbeddedChannel channel;
    private @Nullable Stalls stalls;
    private boolean stopped;

    HostLoop(MockTicker ticker) {
        this.channel = EmbeddedChannel.builder().ticker(ticker).build();
    }

    public EventLoop loop() {
        return channel.eventLoop();
    }

    /** Runs nothing more until {@link #resume}. */
    public void stop() {
        stopped = true;
    }

    /** Runs from now on, without stalls. */
    public void resume() {
        stopped = false;
        stalls = null;
    }

    /**
     * From now on the loop stalls now and then.
     *
     * @param between usual time from the end of a stall to the next one; the first one comes at once or soon
     */
    public void stall(long nowNanos, Duration between, Duration least, Duration most, long seed) {
        stalls = new Stalls(nowNanos, between, least, most, seed);
    }

    boolean runnable(long nowNanos) {
        return !stopped && (stalls == null || nowNanos >= stalls.until(nowNanos));
    }

    boolean pending(long nowNanos) {
        return runnable(nowNanos) && channel.hasPendingTasks();
    }

    /** Runs what is due. Returns the time until it has to run again, in ns; -1: nothing is left. */
    long run(long nowNanos) {
        if (!runnable(nowNanos)) {
            return stopped || stalls == null ? -1 : stalls.until(nowNanos) - nowNanos;
        }
        channel.runPendingTasks();
        return channel.runScheduledPendingTasks();
    }

    /** When a host gets no processor. */
    private static final class Stalls {
        private final Duration between;
        private final Duration least;
        private final Duration most;
        private final SplittableRandom random;
        private long fromNanos;
        private long toNanos;

        Stalls(long nowNanos, Duration between, Duration least, Duration most, long seed) {
            this.between = between;
            this.least = least;
            this.most = most;
            this.random = new SplittableRandom(seed);
            next(nowNanos, between.toNanos() / 60);
        }

        private void next(long afterNanos, long usualNanos) {
            fromNanos = afterNanos + (long) (-usualNanos * Math.log(1 - random.nextDouble()));
            toNanos = fromNanos + random.nextLong(least.toNanos(), most.toNanos() + 1);
        }

        /** The end of the stall at this time; the time itself: there is none. */
        long until(long nowNanos) {
            while (nowNanos >= toNanos) {
                next(toNanos, between.toNanos());
            }
            return nowNanos >= fromNanos ? toNanos : nowNanos;
        }
    }
}
