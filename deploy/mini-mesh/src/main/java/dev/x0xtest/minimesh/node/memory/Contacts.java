package dev.x0xtest.minimesh.node.memory;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The contact list. It survives a restart of the node. Confined to the node's event loop. */
public final class Contacts {
    private final Map<String, Contact> byAgent = new TreeMap<>();

    public Collection<Contact> all() {
        return Collections.unmodifiableCollection(byAgent.values());
    }

    public Optional<Contact> find(String agentId) {
        return Optional.ofNullable(byAgent.get(agentId));
    }

    public boolean blocks(String agentId) {
        return find(agentId).filter(c -> c.trustLevel() == TrustLevel.BLOCKED).isPresent();
    }

    /** Adds or replaces a contact. */
    public void put(Contact contact) {
        byAgent.put(contact.agentId(), contact);
    }

    /** Sets the trust level of an agent; creates the contact if needed. */
    public void trust(String agentId, TrustLevel level, long nowSeconds) {
        byAgent.merge(agentId, new Contact(agentId, level, null, nowSeconds), (old, fresh) -> old.withTrust(level));
    }

    /** Removes a contact. Returns whether it existed. */
    public boolean remove(String agentId) {
        return byAgent.remove(agentId) != null;
    }

    /** The {@code trust_decision} of x0xd for a message of this agent. */
    public String decision(String agentId) {
        Contact contact = byAgent.get(agentId);
        if (contact == null) {
            return "unknown";
        }
        return switch (contact.trustLevel()) {
            case BLOCKED -> "reject_blocked";
            case UNKNOWN -> "unknown";
            case KNOWN -> "accept_with_flag";
            case TRUSTED -> "accept";
        };
    }
}
