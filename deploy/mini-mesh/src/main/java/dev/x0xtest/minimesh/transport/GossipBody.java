package dev.x0xtest.minimesh.transport;

import dev.x0xtest.minimesh.identity.Bytes;

/** What a flooded message says. */
public sealed interface GossipBody {
    /** A node tells where its agent lives. */
    record Announcement(IdentityStatement statement) implements GossipBody {}

    /** A publication. */
    record Topic(String topic, Bytes payload) implements GossipBody {}

    /**
     * A direct message on a gossip plane.
     *
     * @param requestId 16 bytes; the same for a message sent again
     * @param durable whether the acknowledgement says more than "dispatched"
     */
    record Direct(String recipientAgentId, String senderMachineId, Bytes requestId, boolean durable, Bytes payload)
            implements GossipBody {}

    /** The recipient's answer to a {@link Direct}. */
    record Ack(String recipientAgentId, Bytes requestId, Outcome outcome) implements GossipBody {}

    /** What became of a {@link Direct}. */
    enum Outcome {
        ACCEPTED,
        CONFLICT
    }
}
