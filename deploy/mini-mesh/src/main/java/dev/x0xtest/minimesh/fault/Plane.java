package dev.x0xtest.minimesh.fault;

/** The delivery paths that faults tell apart. */
public enum Plane {
    /** Point to point, acknowledged by the other daemon's reader. */
    RAW,
    /** A signed direct message by gossip. */
    GOSSIP,
    /** The same with the durable acknowledgement. */
    DURABLE,
    /** A publication on a topic; a fault acts where a subscriber would get it. */
    PUBSUB
}
