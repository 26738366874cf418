package dev.x0xtest.runner.rig;

import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.util.concurrent.TimeUnit;

/** A clock as each process has it: it counts from the start of the process, on the monotonic clock of the host. */
final class ProcessTicker implements MockTicker {
    private final MockTicker sinceStart = Ticker.newMockTicker();
    private final long startNanos;

    /** Starts at this time of the host's clock. */
    ProcessTicker(long startNanos) {
        this.startNanos = startNanos;
    }

    /** The host's clock. */
    long hostNanos() {
        return startNanos + nanoTime();
    }

    @Override
    public long initialNanoTime() {
        return startNanos;
    }

    @Override
    public long nanoTime() {
        return sinceStart.nanoTime();
    }

    @Override
    public void advance(long amount, TimeUnit unit) {
        sinceStart.advance(amount, unit);
    }

    @Override
    public void sleep(long delay, TimeUnit unit) throws InterruptedException {
        sinceStart.sleep(delay, unit);
    }
}
