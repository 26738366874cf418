package dev.x0xtest.serve.model;

import java.util.Locale;

/** Why a run was made. Databases and the API have the labels. */
public enum RunKind {
    /** Every pair of the fleet, on schedule. */
    FULL,
    /** A few destinations of each node, others each time. */
    ROTATION,
    /** The pairs of a new cause and healthy controls, to confirm it. */
    FOCUS,
    /** All hops at once, on schedule. */
    BURST,
    /** A person asked for it. */
    REQUESTED,
    /** Measured by the one-shot command and imported. */
    IMPORTED;

    /** Lower case, as other programs read it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
