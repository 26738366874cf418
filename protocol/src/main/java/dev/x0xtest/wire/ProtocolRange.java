package dev.x0xtest.wire;

/** The protocol versions that a runner speaks, both included. */
public record ProtocolRange(int min, int max) {}
