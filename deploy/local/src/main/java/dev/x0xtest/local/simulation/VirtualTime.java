package dev.x0xtest.local.simulation;

import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** An event loop in virtual time: its clock jumps to the next task instead of waiting. Used by one thread. */
final class VirtualTime {
    private static final Instant EPOCH = Instant.ofEpochMilli(1_795_000_000_000L);

    private final MockTicker ticker = Ticker.newMockTicker();
    private final EmbeddedChannel channel =
            EmbeddedChannel.builder().ticker(ticker).build();

    EventLoop loop() {
        return channel.eventLoop();
    }

    long nanos() {
        return ticker.nanoTime();
    }

    /** The wall clock of all hosts. */
    Clock clock() {
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
                return EPOCH.plusNanos(nanos());
            }
        };
    }

    /** Runs tasks in order of time until {@code done} is true. Returns false if no task is left before that. */
    boolean runUntil(BooleanSupplier done) {
        while (!done.getAsBoolean()) {
            channel.runPendingTasks();
            long nextNanos = channel.runScheduledPendingTasks();
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
}
