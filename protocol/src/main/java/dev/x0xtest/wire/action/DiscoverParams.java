package dev.x0xtest.wire.action;

import dev.x0xtest.wire.ProtocolRange;
import org.jspecify.annotations.Nullable;

/**
 * Of {@code discover}; what else it switches stands in the command itself.
 *
 * @param protocol what the coordinator speaks; null: it does not say, as upstream's
 */
public record DiscoverParams(@Nullable ProtocolRange protocol) {
    /** Says what this build speaks. */
    public static DiscoverParams ours() {
        return new DiscoverParams(ProtocolRange.OURS);
    }

    /** Says nothing, as upstream's coordinator. */
    public static DiscoverParams none() {
        return new DiscoverParams(null);
    }
}
