package dev.x0xtest.daemon.stream;

import org.jspecify.annotations.Nullable;

/**
 * One server-sent event.
 *
 * @param name {@code message} when the stream named none
 * @param data its lines joined by newlines
 * @param id the last one seen on this connection, if any
 */
public record SseEvent(String name, String data, @Nullable String id) {}
