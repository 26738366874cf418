package dev.x0xtest.wire;

/** Of every action that names a group and nothing else. */
public record GroupParams(String groupId) {}
