package dev.x0xtest.wire.action;

/** What a coordinator must have been granted for an action. */
public enum Power {
    /** Ask without changing anything. */
    MEASURE,
    /** Make a runner send a test message. */
    PAIRWISE,
    /** Change the daemon's contacts. */
    CONTACTS,
    /** Change the daemon's groups. */
    GROUPS
}
