package dev.x0xtest.runner.gate;

import dev.x0xtest.wire.AgentId;
import org.jspecify.annotations.Nullable;

/**
 * Where a command came from, as the daemon says.
 *
 * @param sender null when a topic message was not signed
 * @param history a replayed row, never a command
 */
public record Origin(Channel channel, @Nullable AgentId sender, boolean verified, boolean history) {

    /** By which stream. */
    public enum Channel {
        DIRECT,
        TOPIC
    }
}
