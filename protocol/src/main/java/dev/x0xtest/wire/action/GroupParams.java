package dev.x0xtest.wire.action;

/** Of every action that names a group and nothing else. */
public record GroupParams(String groupId) {}
