package dev.x0xtest.daemon.stream;

import dev.x0xtest.daemon.Backoff;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How a stream behaves.
 *
 * @param ticker the monotonic clock
 * @param random of the jitter
 * @param backoff delays after a transient failure; a refused token is tried again every {@code authRetry}
 * @param resetAfter a connection that lived this long starts the back-off anew
 * @param idleLimit a stream of direct messages silent for this long is dead (the daemon pings every 15 s)
 * @param heartbeatInterval how often {@code /events} is probed through a topic of its own; rare, because that is most of
 *     what a runner does that waits
 * @param heartbeatLimit {@code /events} silent for this long is dead
 * @param connectLimit from the start of a connection to the headers of its answer
 * @param closeLimit how long clean-up may take
 * @param maxLineBytes of one line, and of one event's data
 * @param backfill how many stored direct messages to replay after each connect; 0 for none
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

    /** As for a connection that costs nothing to try: it may be tried again and again, soon, whatever it failed of. */
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
