package dev.x0xtest.wire.action;

import org.jspecify.annotations.Nullable;

/**
 * Of {@code group_invite}.
 *
 * @param expirySecs in s; the daemon's default if absent
 */
public record GroupInviteParams(String groupId, @Nullable Long expirySecs) {}
