package dev.x0xtest.wire;

/** Of {@code group_join}. */
public record GroupJoinParams(String invite) {}
