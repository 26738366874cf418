package dev.x0xtest.minimesh.contract;

import java.net.URI;
import java.nio.file.Path;

/** One daemon: where its REST is, the durable token, its files, and who it is. */
record DaemonNode(URI base, String token, Path dataDirectory, String agentId, String machineId) {
    Rest rest() {
        return new Rest(base, token);
    }

    /** Opens {@code /direct/events} or {@code /events}; attached when this returns. */
    EventTap tap(String path) {
        return EventTap.open(this, path);
    }

    EventTap directEvents() {
        return tap("/direct/events");
    }

    EventTap topicEvents() {
        return tap("/events");
    }
}
