package dev.x0xtest.wire.action;

/** For an action that wants nothing but to be called. */
public record NoParams() {}
