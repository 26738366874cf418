package dev.x0xtest.coordinator.report;

/** What an outcome means for the verdict. */
public enum CellClass {
    PROVEN(0),
    /** Shown to be broken. */
    REFUTED(2),
    /** Neither shown to work nor shown to be broken. */
    UNOBSERVED(1);

    private final int severity;

    CellClass(int severity) {
        this.severity = severity;
    }

    /** Where several outcomes are shown as one, the one with the highest severity stands for all. */
    public int severity() {
        return severity;
    }
}
