package dev.x0xtest.runner.gate;

import dev.x0xtest.wire.AgentId;
import org.jspecify.annotations.Nullable;

/**
 * Where a command came from, according to the daemon.
 *
 * @param sender null for a topic message without a signature
 * @param history whether the message was replayed from history; such a message is never a command
 */
public record Origin(Channel channel, @Nullable AgentId sender, boolean verified, boolean history) {

    /** The stream that carried it. */
    public enum Channel {
        DIRECT,
        TOPIC
    }
}
