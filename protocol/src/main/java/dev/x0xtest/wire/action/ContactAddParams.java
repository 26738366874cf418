package dev.x0xtest.wire.action;

import dev.x0xtest.wire.json.OrElse;
import org.jspecify.annotations.Nullable;

/** Of {@code contact_add}; the trust level is spelled as the daemon wants it. */
public record ContactAddParams(
        String agentId,
        @OrElse("Unknown") String trustLevel,
        @Nullable String label) {}
