package dev.x0xtest.runner.gate;

import dev.x0xtest.wire.AgentId;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Limits events to a number in any minute, per agent. It remembers a bounded number of agents and forgets the oldest.
 * Pure.
 */
public final class RateLimiter {
    private static final long MINUTE_NANOS = 60_000_000_000L;
    private static final int AGENTS = 512;

    private final int perMinute;
    private final Map<AgentId, Window> windows = new LinkedHashMap<>();

    public RateLimiter(int perMinute) {
        if (perMinute < 1) {
            throw new IllegalArgumentException("a rate has to be at least 1 a minute");
        }
        this.perMinute = perMinute;
    }

    public boolean tryAcquire(AgentId agent, long nowNanos) {
        if (!windows.containsKey(agent) && windows.size() >= AGENTS) {
            windows.remove(windows.keySet().iterator().next());
        }
        return windows.computeIfAbsent(agent, unused -> new Window(perMinute)).tryAcquire(nowNanos);
    }

    /** The times of the most recent events, as a ring buffer. */
    private static final class Window {
        private final long[] takenNanos;
        private int taken;
        private int oldest;

        Window(int size) {
            takenNanos = new long[size];
        }

        boolean tryAcquire(long nowNanos) {
            if (taken < takenNanos.length) {
                takenNanos[taken++] = nowNanos;
                return true;
            }
            if (nowNanos - takenNanos[oldest] < MINUTE_NANOS) {
                return false;
            }
            takenNanos[oldest] = nowNanos;
            oldest = (oldest + 1) % takenNanos.length;
            return true;
        }
    }
}
