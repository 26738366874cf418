package dev.x0xtest.local.simulation.time;

import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Event loops in virtual time: their clock jumps to the next task instead of waiting. Used by one thread. */
public final class VirtualTime {
    private static final Instant EPOCH = Instant.ofEpochMilli(1_795_000_000_000L);

    private final MockTicker ticker = Ticker.newMockTicker();
    private final EmbeddedChannel channel =
            EmbeddedChannel.builder().ticker(ticker).build();
    private final List<HostLoop> hosts = new ArrayList<>();

    public EventLoop loop() {
        return channel.eventLoop();
    }

    public long nanos() {
        return ticker.nanoTime();
    }

    /** Another event loop on the same clock, which can be kept from running. */
    public HostLoop host() {
        HostLoop host = new HostLoop(ticker);
        hosts.add(host);
        return host;
    }

    /** The wall clock of a host that is off by so much. */
    public Clock clock(Duration off) {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return EPOCH.plusNanos(nanos()).plus(off);
            }
        };
    }

    /** Runs tasks in order of time until {@code done} is true. Returns false if no task is left before that. */
    public boolean runUntil(BooleanSupplier done) {
        while (!done.getAsBoolean()) {
            long nextNanos = runDue();
            if (done.getAsBoolean()) {
                return true;
            }
            if (nextNanos < 0) {
                return false;
            }
            ticker.advance(nextNanos, TimeUnit.NANOSECONDS);
        }
        return true;
    }

    /** Runs tasks in order of time for so long. */
    public void run(Duration span) {
        Future<?> end = loop().schedule(() -> {}, span.toNanos(), TimeUnit.NANOSECONDS);
        runUntil(end::isDone);
    }

    /** Runs what is due on all loops. Returns the time until the next task, in ns; -1: none is left. */
    private long runDue() {
        long nextNanos;
        do {
            channel.runPendingTasks();
            nextNanos = channel.runScheduledPendingTasks();
            for (HostLoop host : hosts) {
                long hostNanos = host.run(nanos());
                nextNanos = nextNanos < 0 || (hostNanos >= 0 && hostNanos < nextNanos) ? hostNanos : nextNanos;
            }
            // The tasks of one loop may have given tasks to another one.
        } while (!hosts.isEmpty() && anyPending());
        return nextNanos;
    }

    private boolean anyPending() {
        if (channel.hasPendingTasks()) {
            return true;
        }
        for (HostLoop host : hosts) {
            if (host.pending(nanos())) {
                return true;
            }
        }
        return false;
    }
}
