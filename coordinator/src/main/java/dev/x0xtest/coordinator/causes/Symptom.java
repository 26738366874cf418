package dev.x0xtest.coordinator.causes;

import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.wire.Plane;
import java.util.Locale;

/** What a cell shows of the way from its source to its destination. Only what a witness has said counts. */
enum Symptom {
    /** The hop arrived, and the source was told so. */
    WORKS,
    /** The source's daemon was told an error, and nothing shows that the hop arrived. */
    FAILED,
    /** The destination's host took it, yet its x0xd did not show it to its runner, or refused it. */
    SWALLOWED,
    /** It arrived, and the source was told an error. */
    UNANSWERED,
    /** It arrived, or was acknowledged; the other witness is missing, or had something else against it. */
    ARRIVED,
    /** The source's own daemon refuses to send to the destination. */
    FORBIDDEN,
    /** The source's daemon does not know the destination. */
    STRANGE,
    /** Nobody has said anything. */
    UNKNOWN;

    static Symptom of(CellReport cell) {
        return switch (cell.outcome()) {
            case PROVEN, LATE, WRONG_PLANE -> WORKS;
            case UNACKED -> UNANSWERED;
            case MISSING -> Plane.RAW.acceptedPath().equals(cell.path()) ? SWALLOWED : FAILED;
            case REFUSED -> refused(cell);
            case UNOBSERVED -> unobserved(cell);
            case CORRUPT -> ARRIVED;
            case IMPOSTOR, NOT_RUN -> UNKNOWN;
        };
    }

    private static Symptom unobserved(CellReport cell) {
        if (cell.evidence().toldError()) {
            return refused(cell);
        }
        boolean acknowledged = Plane.RAW.acceptedPath().equals(cell.path());
        return cell.evidence().seen() || acknowledged ? ARRIVED : UNKNOWN;
    }

    private static Symptom refused(CellReport cell) {
        String code = (cell.code() == null ? cell.evidence().error() : cell.code()).toLowerCase(Locale.ROOT);
        if (code.contains("recipient_rejected")) {
            return SWALLOWED;
        }
        if (code.startsWith("403") || code.contains("blocked")) {
            return FORBIDDEN;
        }
        return code.contains("recipient_undiscovered") || code.contains("recipient_key_unavailable") ? STRANGE : FAILED;
    }

    /** Whether somebody has said something that works against the cell. */
    boolean bad() {
        return this != WORKS && this != ARRIVED && this != UNKNOWN;
    }
}
