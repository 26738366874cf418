package dev.x0xtest.wire.action;

/** A permission that a runner grants to a coordinator; every action needs one. */
public enum Power {
    /** Query the runner and take part in plans. */
    MEASURE,
    /** Make a runner send one test message. */
    PAIRWISE,
    /** Change the daemon's contacts. */
    CONTACTS,
    /** Change the daemon's groups. */
    GROUPS
}
