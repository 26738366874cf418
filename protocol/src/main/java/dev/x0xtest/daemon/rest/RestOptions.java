package dev.x0xtest.daemon.rest;

import java.time.Duration;

/**
 * Bounds of a REST client.
 *
 * @param maxConnections open at once; a further call waits for one
 * @param maxWaiting calls that may wait; a further one fails with {@code BACKPRESSURE}, code {@code client_queue_full}
 * @param deadline of one call, waiting included; a durable send may take the daemon 27 s
 * @param maxAnswerBytes of one body
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
