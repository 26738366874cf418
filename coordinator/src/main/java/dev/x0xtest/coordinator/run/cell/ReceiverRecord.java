package dev.x0xtest.coordinator.run.cell;

/** R of design §3, all sightings of one attempt taken together. */
public enum ReceiverRecord {
    /** The right bytes from the right agent, in time. */
    INTACT,
    /** The same, but after the hop's deadline. */
    INTACT_LATE,
    /** The same, and nobody can tell whether it was in time. */
    INTACT_UNTIMED,
    /** Upstream's receipt of a frame that its daemon did not verify. */
    INTACT_UNVERIFIED_RECEIPT,
    /** Seen from the right agent, only with other bytes. */
    CORRUPT,
    /** Seen with the right bytes, only from another agent. */
    IMPOSTOR,
    NONE
}
