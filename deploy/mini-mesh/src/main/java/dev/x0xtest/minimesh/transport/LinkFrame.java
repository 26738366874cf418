package dev.x0xtest.minimesh.transport;

import dev.x0xtest.minimesh.identity.Bytes;

/** What one node sends to a neighbour. */
public sealed interface LinkFrame {
    /** The first frame on every link, from both sides. */
    record Hello(IdentityStatement statement) implements LinkFrame {}

    /**
     * A direct message on the raw plane. The agent id is claimed, not proven: only the link's machine is.
     *
     * @param sequence chosen by the sender, unique on its side of the link; 0 when no acknowledgement is wanted
     */
    record Raw(long sequence, String senderAgentId, Bytes payload) implements LinkFrame {}

    /** The neighbour's reader has taken the raw frame; says nothing about what it did with it. */
    record RawAck(long sequence) implements LinkFrame {}

    /** Keeps a quiet link from being given up. */
    record Ping() implements LinkFrame {}

    /**
     * A message to be flooded.
     *
     * @param messageId 16 random bytes, unique for ever
     * @param body an encoded {@link GossipBody}
     * @param originKey public key of the agent that signed
     * @param signature over message id and body
     */
    record Gossip(Bytes messageId, Bytes body, Bytes originKey, Bytes signature) implements LinkFrame {}
}
