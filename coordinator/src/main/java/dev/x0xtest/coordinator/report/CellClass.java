package dev.x0xtest.coordinator.report;

/** What an outcome means for the verdict. */
public enum CellClass {
    PROVEN,
    /** Shown to be broken. */
    REFUTED,
    /** Neither shown to work nor shown to be broken. */
    UNOBSERVED
}
