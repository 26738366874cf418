package dev.x0xtest.daemon.stream;

import dev.x0xtest.daemon.Backoff;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The state of one long-lived connection. No I/O and no clock; confined to one thread.
 *
 * <pre>
 * NEW -> CONNECTING -> OPEN -> BACKING_OFF -> CONNECTING ...
 *        CONNECTING -> BACKING_OFF
 * all states but the last two -> CLOSING -> CLOSED
 * </pre>
 *
 * Each transition is logged once, with its reason: the first failure, a failure for another reason and the recovery at
 * visible levels, repeated failures at debug. The event streams, the ssh tunnel and the runner's wait for its daemon
 * share this class.
 */
public final class ConnectionLifecycle {
    private static final Logger log = LoggerFactory.getLogger(ConnectionLifecycle.class);

    private static final Map<ConnectionState, Set<ConnectionState>> LEGAL = Map.of(
            ConnectionState.NEW,
            EnumSet.of(ConnectionState.CONNECTING, ConnectionState.CLOSING),
            ConnectionState.CONNECTING,
            EnumSet.of(ConnectionState.OPEN, ConnectionState.BACKING_OFF, ConnectionState.CLOSING),
            ConnectionState.OPEN,
            EnumSet.of(ConnectionState.BACKING_OFF, ConnectionState.CLOSING),
            ConnectionState.BACKING_OFF,
            EnumSet.of(ConnectionState.CONNECTING, ConnectionState.CLOSING),
            ConnectionState.CLOSING,
            EnumSet.of(ConnectionState.CLOSED),
            ConnectionState.CLOSED,
            EnumSet.noneOf(ConnectionState.class));

    private final String name;
    private final RandomGenerator random;
    private final long authRetryNanos;
    private final long resetAfterNanos;
    private final BiConsumer<ConnectionState, String> listener;

    private ConnectionState state = ConnectionState.NEW;
    private Backoff backoff;
    private long openedAtNanos;
    private int failures;
    private String lastFailure = "";
    private boolean repeats;

    public ConnectionLifecycle(
            String name,
            Backoff backoff,
            Duration authRetry,
            Duration resetAfter,
            RandomGenerator random,
            BiConsumer<ConnectionState, String> listener) {
        this.name = name;
        this.backoff = backoff;
        this.authRetryNanos = authRetry.toNanos();
        this.resetAfterNanos = resetAfter.toNanos();
        this.random = random;
        this.listener = listener;
    }

    public ConnectionState state() {
        return state;
    }

    /** Reports the first state to the listener. Call it once, before any transition. */
    public void begin() {
        listener.accept(state, "created");
    }

    /**
     * Changes the state; no other method does.
     *
     * @throws IllegalStateException for a transition that is not in the table
     */
    public void transition(ConnectionState next, long nowNanos, String reason) {
        if (!LEGAL.getOrDefault(state, Set.of()).contains(next)) {
            throw new IllegalStateException(name + ": no move from " + state + " to " + next + " (" + reason + ")");
        }
        logMove(next, reason);
        state = next;
        if (next == ConnectionState.OPEN) {
            openedAtNanos = nowNanos;
            failures = 0;
        }
        listener.accept(next, reason);
    }

    /** Changes to {@code BACKING_OFF} and returns the ns to wait before the next attempt. */
    public long failed(RetryClass retry, long nowNanos, String reason) {
        if (state == ConnectionState.OPEN && nowNanos - openedAtNanos >= resetAfterNanos) {
            backoff = backoff.reset();
        }
        long delayNanos = switch (retry) {
            case TOKEN_REPLACED -> 0;
            case AUTH -> authRetryNanos;
            case TRANSIENT -> {
                backoff = backoff.failed();
                yield backoff.delayNanos(random);
            }
        };
        repeats = failures > 0 && reason.equals(lastFailure);
        lastFailure = reason;
        transition(
                ConnectionState.BACKING_OFF,
                nowNanos,
                reason + "; next attempt in " + TimeUnit.NANOSECONDS.toMillis(delayNanos) + " ms");
        failures++;
        return delayNanos;
    }

    private void logMove(ConnectionState next, String reason) {
        boolean quiet = failures > 0
                && (next == ConnectionState.CONNECTING || (next == ConnectionState.BACKING_OFF && repeats));
        if (quiet) {
            log.debug("connection={} from={} to={} failures={} reason={}", name, state, next, failures, reason);
        } else if (next == ConnectionState.BACKING_OFF) {
            log.warn("connection={} from={} to={} reason={}", name, state, next, reason);
        } else {
            log.info("connection={} from={} to={} failures={} reason={}", name, state, next, failures, reason);
        }
    }

    /** How soon to retry after a failure. */
    public enum RetryClass {
        /** The token was refused, and another one is available. */
        TOKEN_REPLACED,
        /** The token was refused, and there is no other one. */
        AUTH,
        TRANSIENT
    }
}
