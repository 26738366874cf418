package dev.x0xtest.minimesh.contract.mesh;

import dev.x0xtest.minimesh.contract.client.EventTap;
import dev.x0xtest.minimesh.contract.client.Rest;
import java.net.URI;
import java.nio.file.Path;

/** One daemon: the address of its REST API, its durable token, its files and its ids. */
public record DaemonNode(URI base, String token, Path dataDirectory, String agentId, String machineId) {
    public Rest rest() {
        return new Rest(base, token);
    }

    /** Opens {@code /direct/events} or {@code /events}. The stream is attached when this method returns. */
    public EventTap tap(String path) {
        return EventTap.open(this, path);
    }

    public EventTap directEvents() {
        return tap("/direct/events");
    }

    public EventTap topicEvents() {
        return tap("/events");
    }
}
