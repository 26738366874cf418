package dev.x0xtest.minimesh.node.memory;

/** The state that survives a restart of the node. */
public record NodeMemory(Contacts contacts, KnownAgents knownAgents, History history) {
    public static NodeMemory empty() {
        return new NodeMemory(new Contacts(), new KnownAgents(), new History());
    }
}
