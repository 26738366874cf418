package dev.x0xtest.minimesh.transport;

import dev.x0xtest.minimesh.identity.Bytes;

/** The content of a flooded message. */
public sealed interface GossipBody {
    /** A node announces the machine and address of its agent. */
    record Announcement(IdentityStatement statement) implements GossipBody {}

    /** A publication on a topic. */
    record Topic(String topic, Bytes payload) implements GossipBody {}

    /**
     * A direct message on a gossip plane.
     *
     * @param requestId 16 bytes; a retransmission repeats it
     * @param durable whether the sender wants the durable acknowledgement
     */
    record Direct(String recipientAgentId, String senderMachineId, Bytes requestId, boolean durable, Bytes payload)
            implements GossipBody {}

    /** The recipient's answer to a {@link Direct}. */
    record Ack(String recipientAgentId, Bytes requestId, Outcome outcome) implements GossipBody {}

    /** How the recipient handled a {@link Direct}. */
    enum Outcome {
        ACCEPTED,
        CONFLICT
    }
}
