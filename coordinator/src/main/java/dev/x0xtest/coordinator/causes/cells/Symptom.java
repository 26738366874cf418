package dev.x0xtest.coordinator.causes.cells;

import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.fact.Fact;
import dev.x0xtest.wire.Plane;
import java.util.Locale;

/** What a cell shows of the way from its source to its destination. Only what a witness has said counts. */
public enum Symptom {
    /** The hop arrived, and the source was told so. */
    WORKS,
    /** The same by another way than the run's plane. */
    DETOURED,
    /** The source's daemon was told an error, and nothing shows that the hop arrived. */
    FAILED,
    /** The destination's host took it, yet its x0xd did not show it to its runner, or refused it. */
    SWALLOWED,
    /** It arrived, and the source was told an error. */
    UNANSWERED,
    /** The destination's host took it; its runner has not said whether it saw it. */
    TAKEN,
    /** It arrived; the source's record is missing, or had something else against it. */
    SEEN,
    /** The source's own daemon refuses to send to the destination. */
    FORBIDDEN,
    /** The source's daemon does not know the destination. */
    STRANGE,
    /** Nobody has said anything. */
    UNKNOWN;

    /** What a cell itself shows. */
    static Symptom of(CellReport cell) {
        return switch (cell.outcome()) {
            case PROVEN, LATE -> WORKS;
            case WRONG_PLANE -> DETOURED;
            case UNACKED -> UNANSWERED;
            case MISSING -> Plane.RAW.acceptedPath().equals(cell.path()) ? SWALLOWED : FAILED;
            case REFUSED -> refused(cell.code() == null ? cell.evidence().error() : cell.code());
            case UNOBSERVED -> unobserved(cell);
            case CORRUPT -> SEEN;
            case IMPOSTOR, NOT_RUN -> UNKNOWN;
        };
    }

    /**
     * What a message shows that was sent to a silent node to find out. A daemon of another network answers pings, and takes no
     * message.
     *
     * @param pinged whether the node's daemon answered a ping
     */
    static Symptom of(Fact probe, boolean pinged) {
        if (probe.orElse(0) == 1) {
            return TAKEN;
        }
        Symptom symptom = probe.text() == null ? FAILED : refused(probe.text());
        return symptom == FAILED && pinged ? STRANGE : symptom;
    }

    private static Symptom unobserved(CellReport cell) {
        if (cell.evidence().toldError()) {
            return refused(cell.evidence().error());
        }
        if (cell.evidence().seen()) {
            return SEEN;
        }
        return Plane.RAW.acceptedPath().equals(cell.path()) ? TAKEN : UNKNOWN;
    }

    private static Symptom refused(String error) {
        String code = error.toLowerCase(Locale.ROOT);
        if (code.contains("recipient_rejected")) {
            return SWALLOWED;
        }
        if (code.startsWith("403") || code.contains("blocked")) {
            return FORBIDDEN;
        }
        return code.contains("recipient_undiscovered") || code.contains("recipient_key_unavailable") ? STRANGE : FAILED;
    }

    /** Whether somebody has said something that works against the cell. */
    public boolean bad() {
        return switch (this) {
            case FAILED, SWALLOWED, UNANSWERED, FORBIDDEN, STRANGE, DETOURED -> true;
            case WORKS, TAKEN, SEEN, UNKNOWN -> false;
        };
    }

    /** Whether the hop arrived at its destination. */
    public boolean arrived() {
        return this == WORKS || this == DETOURED || this == UNANSWERED || this == SEEN;
    }
}
