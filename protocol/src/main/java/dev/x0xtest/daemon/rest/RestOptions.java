package dev.x0xtest.daemon.rest;

import java.time.Duration;

/**
 * Limits of a REST client.
 *
 * @param maxConnections open connections; further calls wait
 * @param maxWaiting waiting calls; a further call fails with {@code BACKPRESSURE}, code {@code client_queue_full}
 * @param deadline time for one call, waiting included; a durable send may take the daemon 27 s
 * @param maxAnswerBytes bytes of one answer's body
 */
public record RestOptions(int maxConnections, int maxWaiting, Duration deadline, int maxAnswerBytes) {

    public static RestOptions defaults() {
        return new RestOptions(16, 4096, Duration.ofSeconds(35), 4 << 20);
    }

    public RestOptions withMaxConnections(int connections) {
        return new RestOptions(connections, maxWaiting, deadline, maxAnswerBytes);
    }

    public RestOptions withDeadline(Duration limit) {
        return new RestOptions(maxConnections, maxWaiting, limit, maxAnswerBytes);
    }
}
