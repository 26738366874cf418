package dev.x0xtest.wire.action;

/** Of {@code group_set_display_name}. */
public record GroupSetDisplayNameParams(String groupId, String name) {}
