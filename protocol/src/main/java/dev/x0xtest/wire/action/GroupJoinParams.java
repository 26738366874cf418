package dev.x0xtest.wire.action;

/** Of {@code group_join}. */
public record GroupJoinParams(String invite) {}
