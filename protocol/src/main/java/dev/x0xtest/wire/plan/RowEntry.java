package dev.x0xtest.wire.plan;

import org.jspecify.annotations.Nullable;

/**
 * One attempt of a row, as the sender's daemon answered it.
 *
 * @param to index of the destination
 * @param sample from 0
 * @param attempt from 1; 0 when the sample was not attempted, {@code code} is then the reason
 * @param state {@link #OK}, {@link #ERROR}, {@link #UNKNOWN} (begun, and nobody knows how it ended) or
 *     {@link #NOT_ATTEMPTED}
 * @param path of the daemon's answer
 * @param status HTTP status of the daemon's error; null: there was no answer
 * @param code of the daemon's error, or the reason
 * @param detail of the daemon's error
 * @param retriesUsed by the daemon
 * @param dueMs when it was due, in ms after {@code go}
 * @param lateMs how much later it left, in ms
 * @param tookMs from due to the daemon's answer, in ms
 */
public record RowEntry(
        int to,
        int sample,
        int attempt,
        String state,
        @Nullable String path,
        @Nullable Integer status,
        @Nullable String code,
        @Nullable String detail,
        @Nullable Integer retriesUsed,
        long dueMs,
        long lateMs,
        long tookMs) {
    public static final String OK = "ok";
    public static final String ERROR = "error";
    public static final String UNKNOWN = "unknown";
    public static final String NOT_ATTEMPTED = "not_attempted";
}
