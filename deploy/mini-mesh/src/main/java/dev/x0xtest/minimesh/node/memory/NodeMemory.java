package dev.x0xtest.minimesh.node.memory;

/** What a daemon still knows after a restart; all else begins anew. */
public record NodeMemory(Contacts contacts, Directory directory, History history) {
    public static NodeMemory empty() {
        return new NodeMemory(new Contacts(), new Directory(), new History());
    }
}
