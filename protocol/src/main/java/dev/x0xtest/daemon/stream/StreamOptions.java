package dev.x0xtest.daemon.stream;

import dev.x0xtest.daemon.Backoff;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Settings of a stream.
 *
 * @param ticker monotonic clock
 * @param random source of the jitter
 * @param backoff delays after a transient failure
 * @param authRetry delay after a refused token
 * @param resetAfter lifetime of a connection after which the back-off starts again
 * @param idleLimit silence after which a stream of direct messages is dead; the daemon pings every 15 s
 * @param heartbeatInterval how often {@code /events} is probed through a topic of its own; long, because the heartbeat
 *     is     most of the work of an idle runner
 * @param heartbeatLimit silence after which {@code /events} is dead
 * @param connectLimit time from the start of a connection to the headers of the answer
 * @param closeLimit time for clean-up
 * @param maxLineBytes bytes of one line, and of one event's data
 * @param backfill stored direct messages to replay after each connect; 0 for none
 */
public record StreamOptions(
        Ticker ticker,
        RandomGenerator random,
        Backoff backoff,
        Duration authRetry,
        Duration resetAfter,
        Duration idleLimit,
        Duration heartbeatInterval,
        Duration heartbeatLimit,
        Duration connectLimit,
        Duration closeLimit,
        int maxLineBytes,
        int backfill) {

    public static StreamOptions defaults(Ticker ticker, RandomGenerator random) {
        return new StreamOptions(
                ticker,
                random,
                Backoff.defaults(),
                Duration.ofSeconds(30),
                Duration.ofSeconds(10),
                Duration.ofSeconds(35),
                Duration.ofSeconds(30),
                Duration.ofSeconds(75),
                Duration.ofSeconds(10),
                Duration.ofSeconds(2),
                2 << 20,
                0);
    }

    /**
     * For a daemon that is cheap to try: retries soon after any failure.
     *
     * @param longest ceiling of the delay
     */
    public StreamOptions withPromptRetry(Duration longest) {
        return new StreamOptions(
                ticker,
                random,
                new Backoff(backoff.shortest(), longest, 0),
                longest,
                resetAfter,
                idleLimit,
                heartbeatInterval,
                heartbeatLimit,
                connectLimit,
                closeLimit,
                maxLineBytes,
                backfill);
    }

    public StreamOptions withBackfill(int rows) {
        return new StreamOptions(
                ticker,
                random,
                backoff,
                authRetry,
                resetAfter,
                idleLimit,
                heartbeatInterval,
                heartbeatLimit,
                connectLimit,
                closeLimit,
                maxLineBytes,
                rows);
    }
}
