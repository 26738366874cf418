package dev.x0xtest.minimesh.node.memory;

import org.jspecify.annotations.Nullable;

/**
 * An agent somebody told this daemon about.
 *
 * @param addedAt seconds since the epoch
 */
public record Contact(
        String agentId, TrustLevel trustLevel, @Nullable String label, long addedAt) {
    Contact withTrust(TrustLevel level) {
        return new Contact(agentId, level, label, addedAt);
    }
}
