package dev.x0xtest.local.simulation.time;

import java.time.Duration;

/**
 * How often a daemon was started, and whether it takes turns with a second one of its identity: what gives its peers new
 * connections. Confined to one thread.
 */
public final class Turns {
    /** How long each of two daemons of one identity has its turn. */
    public static final Duration EACH = Duration.ofSeconds(65);

    /** The second daemon's, then the first one's, which lasts. */
    public static final int COUNT = 2;

    private static final long CONNECTIONS_A_BOOT = 100;

    private int boots = 1;
    private long fromNanos = Long.MAX_VALUE;

    /** The daemon is started again. */
    public void boot() {
        boots++;
    }

    /** The turns begin. */
    public void begin(long nowNanos) {
        fromNanos = nowNanos;
    }

    /** The number that the daemon gives its present connection to another one. Each new connection has a higher one. */
    public long connection(Turns peer, long nowNanos) {
        // Of its own turns it notices that it is back. Its numbers begin with its start.
        return peer.boots * CONNECTIONS_A_BOOT + peer.turns(nowNanos) + turns(nowNanos) / 2;
    }

    private long turns(long nowNanos) {
        return nowNanos < fromNanos ? 0 : Math.min(COUNT, 1 + (nowNanos - fromNanos) / EACH.toNanos());
    }
}
