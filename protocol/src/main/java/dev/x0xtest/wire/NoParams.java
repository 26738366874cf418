package dev.x0xtest.wire;

/** For an action that wants nothing but to be called. */
public record NoParams() {}
