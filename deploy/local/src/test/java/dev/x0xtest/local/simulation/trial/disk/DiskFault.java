package dev.x0xtest.local.simulation.trial.disk;

/** What is wrong with a disk of a trial. */
public enum DiskFault {
    NONE,
    /** The disk of the coordinator never says that anything was written. */
    HANGS,
    /** The disk of the coordinator gets full: it takes half of a record, and nothing more. */
    FULL,
    /** The disk of a runner gets full in the same way. */
    LEDGER_FULL,
    /** A runner that was restarted cannot read what its disk has. */
    LEDGER_UNREADABLE
}
