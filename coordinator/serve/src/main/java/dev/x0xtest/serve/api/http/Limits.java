package dev.x0xtest.serve.api.http;

import java.time.Duration;

/**
 * How much the server bears.
 *
 * @param connections open at once; further ones are closed
 * @param streams how many of them may be event streams
 * @param lineBytes of the first line of a request
 * @param headerBytes of its headers together
 * @param bodyBytes of its body
 * @param requestTime from the start of a connection, or the answer before, to the end of a request
 * @param answerTime from the end of a request to its answer
 * @param stallTime how long a client may take nothing of what is written to it
 * @param heartbeat between the comments on an event stream
 * @param workers threads for what may wait
 * @param waiting requests that wait for a worker; further ones are refused
 */
public record Limits(
        int connections,
        int streams,
        int lineBytes,
        int headerBytes,
        int bodyBytes,
        Duration requestTime,
        Duration answerTime,
        Duration stallTime,
        Duration heartbeat,
        int workers,
        int waiting) {
    /** For a daemon. */
    public static final Limits USUAL = new Limits(
            256,
            64,
            4096,
            16_384,
            16_384,
            Duration.ofSeconds(20),
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            Duration.ofSeconds(15),
            4,
            64);
}
