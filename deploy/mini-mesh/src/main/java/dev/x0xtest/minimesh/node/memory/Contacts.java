package dev.x0xtest.minimesh.node.memory;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The contact list; it outlives a restart. On the node's loop. */
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

    /** Adds or replaces. */
    public void put(Contact contact) {
        byAgent.put(contact.agentId(), contact);
    }

    /** Sets the level of a contact, which is made when there is none. */
    public void trust(String agentId, TrustLevel level, long nowSeconds) {
        byAgent.merge(agentId, new Contact(agentId, level, null, nowSeconds), (old, fresh) -> old.withTrust(level));
    }

    /** Whether there was one to remove. */
    public boolean remove(String agentId) {
        return byAgent.remove(agentId) != null;
    }

    /** x0xd's {@code trust_decision} for a message of this agent. */
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
