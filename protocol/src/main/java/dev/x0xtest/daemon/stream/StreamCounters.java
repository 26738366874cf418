package dev.x0xtest.daemon.stream;

/**
 * What a stream has seen since its start.
 *
 * @param unknown events of a name nobody asked for, left out
 * @param opened connections that reached {@code OPEN}: above 1 there were gaps
 */
public record StreamCounters(long events, long malformed, long unknown, long bytes, long opened) {}
