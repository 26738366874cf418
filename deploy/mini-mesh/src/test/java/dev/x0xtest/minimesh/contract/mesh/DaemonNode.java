package dev.x0xtest.minimesh.contract.mesh;

import dev.x0xtest.minimesh.contract.client.EventTap;
import dev.x0xtest.minimesh.contract.client.Rest;
import java.net.URI;
import java.nio.file.Path;

/** One daemon: where its REST is, the durable token, its files, and who it is. */
public record DaemonNode(URI base, String token, Path dataDirectory, String agentId, String machineId) {
    public Rest rest() {
        return new Rest(base, token);
    }

    /** Opens {@code /direct/events} or {@code /events}; attached when this returns. */
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
