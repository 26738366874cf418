package dev.x0xtest.minimesh.transport;

import dev.x0xtest.minimesh.identity.Bytes;

/** A frame that one node sends to a neighbour. */
public sealed interface LinkFrame {
    /** The first frame on every link, in both directions. */
    record Hello(IdentityStatement statement) implements LinkFrame {}

    /**
     * A direct message on the raw plane. The link proves the machine id; the agent id is only claimed.
     *
     * @param sequence chosen by the sender, unique in its direction of the link; 0 asks for no acknowledgement
     */
    record Raw(long sequence, String senderAgentId, Bytes payload) implements LinkFrame {}

    /** The neighbour has read the raw frame. Says nothing about what it did with it. */
    record RawAck(long sequence) implements LinkFrame {}

    /** Keeps an idle link from timing out. */
    record Ping() implements LinkFrame {}

    /**
     * A message to flood.
     *
     * @param messageId 16 random bytes, never reused
     * @param body an encoded {@link GossipBody}
     * @param originKey the public key of the agent that signed
     * @param signature covers message id and body
     */
    record Gossip(Bytes messageId, Bytes body, Bytes originKey, Bytes signature) implements LinkFrame {}
}
