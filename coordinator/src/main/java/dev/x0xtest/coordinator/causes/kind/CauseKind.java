package dev.x0xtest.coordinator.causes.kind;

/** The kinds of causes; a closed list that other programs read. docs/glossary.md has what each means. */
public enum CauseKind {
    SOURCE_OUT,
    DESTINATION_IN,
    NODE,
    LINK,
    GROUP_CUT,
    PLANE,
    ANCHOR,
    CONTROL_PATH,
    BLOCKED,
    UNDISCOVERED,
    MTU,
    IDENTITY_CLASH,
    CLOCK,
    HOST_BUSY,
    OVERLOADED,
    VERSION,
    SLOW
}
