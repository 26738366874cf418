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
     * The neighbour announces itself again, with the statement of its hello. A node that has neighbours which are not
     * in {@code reached} forwards the statement to them as {@link Gossip}.
     *
     * @param messageId 16 random bytes, never reused
     * @param announcedAtMs milliseconds since the epoch
     * @param reached the machines that get this frame, or have it
     */
    record Heartbeat(Bytes messageId, long announcedAtMs, NodeSet reached) implements LinkFrame {}

    /**
     * A message to flood.
     *
     * @param messageId 16 random bytes, never reused
     * @param reached the machines that somebody has sent this message to; the signature does not cover it
     * @param body an encoded {@link GossipBody}
     * @param originKey the public key of the agent that signed; empty for an announcement, which signs itself
     * @param signature covers message id and body; empty for an announcement
     */
    record Gossip(Bytes messageId, NodeSet reached, Bytes body, Bytes originKey, Bytes signature) implements LinkFrame {

        /** The same message, sent to more machines. */
        public Gossip reaching(NodeSet more) {
            return new Gossip(messageId, reached.with(more), body, originKey, signature);
        }
    }
}
