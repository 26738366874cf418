package dev.x0xtest.local.simulation.trial.draw;

/** The kinds of faults of a trial, as its census counts them. */
public enum FaultClass {
    DROP,
    DELAY,
    DUPLICATE,
    REORDER,
    CORRUPT,
    PARTITION,
    KILL,
    RESTART,
    RESUME,
    STALL,
    SKEW,
    DISK,
    OVERLOAD,
    LIE,
    UPSTREAM
}
