package dev.x0xtest.coordinator.grade;

/** What the samples of a pair prove of the pair itself; the rule is {@link Grading}. It changes no outcome. */
public enum Grade {
    /** Its loss is shown to be less than {@link Grading#P1}. */
    UP,
    /** Its loss is shown to be more than {@link Grading#P0}, and at least one sample was proven. */
    FLAKY,
    /** The same, and no sample was proven. */
    DOWN,
    /** Too few samples were observed to show either. */
    UNKNOWN
}
