package dev.x0xtest.local.simulation.trial;

/** The kinds of faults of a trial, as its census counts them. */
enum FaultClass {
    DROP,
    DELAY,
    DUPLICATE,
    REORDER,
    CORRUPT,
    PARTITION,
    KILL,
    RESTART,
    STALL,
    SKEW,
    DISK,
    OVERLOAD,
    LIE,
    UPSTREAM
}
