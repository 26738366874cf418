package dev.x0xtest.minimesh.node.memory;

/** The state that survives a restart of the node. */
public record NodeMemory(Contacts contacts, Directory directory, History history) {
    public static NodeMemory empty() {
        return new NodeMemory(new Contacts(), new Directory(), new History());
    }
}
