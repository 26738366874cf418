package dev.x0xtest.wire.action;

import dev.x0xtest.wire.json.OrElse;
import org.jspecify.annotations.Nullable;

/** Of {@code group_state_commits}. */
public record GroupStateCommitsParams(
        String groupId,
        @OrElse("0") long fromRevision,
        @Nullable Integer limit) {}
