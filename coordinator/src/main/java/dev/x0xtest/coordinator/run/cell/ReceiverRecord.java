package dev.x0xtest.coordinator.run.cell;

/** What the receiver says about one attempt, all sightings taken together: column R of docs/glossary.md. */
public enum ReceiverRecord {
    /** The right bytes from the right agent, in time. */
    INTACT,
    /** The same, but after the hop's deadline. */
    INTACT_LATE,
    /** The same, but whether it was in time is unknown. */
    INTACT_UNTIMED,
    /** Known only from the receipt of an upstream runner for a frame that its daemon did not verify. */
    INTACT_UNVERIFIED_RECEIPT,
    /** Seen from the right agent, only with other bytes. */
    CORRUPT,
    /** Seen with the right bytes, only from another agent. */
    IMPOSTOR,
    /** Not seen. */
    NONE
}
