package dev.x0xtest.minimesh.node.memory;

import org.jspecify.annotations.Nullable;

/**
 * An entry of the contact list, created over the API or by a card import.
 *
 * @param addedAt seconds since the epoch
 */
public record Contact(
        String agentId, TrustLevel trustLevel, @Nullable String label, long addedAt) {
    Contact withTrust(TrustLevel level) {
        return new Contact(agentId, level, label, addedAt);
    }
}
