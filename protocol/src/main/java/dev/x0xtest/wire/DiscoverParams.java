package dev.x0xtest.wire;

/** Of {@code discover}: nothing; what it switches stands in the command itself. */
public record DiscoverParams() {}
