package dev.x0xtest.coordinator.causes.cells;

import dev.x0xtest.coordinator.report.CellOutcome;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.fact.Fact;
import dev.x0xtest.wire.Plane;
import java.util.Locale;

/** What a cell shows of the way from its source to its destination. Only what a witness has said counts. */
public enum Symptom {
    /** The hop arrived, and the source was told so. */
    WORKS,
    /** The hop arrived too late, and the source was told that it arrived. */
    LATE,
    /** The hop arrived, and the source was told so, by another way than the run's plane. */
    DETOURED,
    /** The source's daemon was told an error, and nothing shows that the hop arrived. */
    FAILED,
    /** One of its hops failed, and all others arrived: a lost packet, not a broken way. */
    FLAKY,
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

    private static final String REFUSED_CONNECTION = "peer_disconnected";
    private static final long AT_ONCE_MS = 1_000;

    /** What a cell itself shows. */
    static Symptom of(CellReport cell) {
        return switch (cell.outcome()) {
            case PROVEN -> WORKS;
            case LATE -> !cell.evidence().toldError() ? LATE : onlyOnce(cell) ? FLAKY : UNANSWERED;
            case WRONG_PLANE -> DETOURED;
            case UNACKED -> onlyOnce(cell) ? FLAKY : UNANSWERED;
            case MISSING -> Plane.RAW.acceptedPath().equals(cell.path()) ? SWALLOWED : FAILED;
            case REFUSED ->
                onlyOnce(cell)
                        ? FLAKY
                        : refused(cell.code() == null ? cell.evidence().error() : cell.code());
            case UNOBSERVED -> unobserved(cell);
            case CORRUPT -> SEEN;
            case IMPOSTOR, NOT_RUN -> UNKNOWN;
        };
    }

    /**
     * What a message shows that was sent to a silent node to find out. A daemon that was never of the same network refuses
     * the connection at once; one that is gone answers nothing, which takes many seconds.
     *
     * @param tookMs how long the source's daemon took to say so
     */
    static Symptom of(Fact probe, long tookMs) {
        if (probe.orElse(0) == 1) {
            return TAKEN;
        }
        String code = probe.text() == null ? "" : probe.text();
        return code.contains(REFUSED_CONNECTION) && tookMs < AT_ONCE_MS ? STRANGE : refused(code);
    }

    /** Two failures in a row end a way, so that of a broken one more is missing. */
    private static boolean onlyOnce(CellReport cell) {
        int proven = cell.samples().getOrDefault(CellOutcome.PROVEN, 0);
        int all = cell.samples().values().stream().mapToInt(Integer::intValue).sum();
        return cell.sizes().isEmpty() && proven > 1 && proven == all - 1;
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
            case WORKS, LATE, FLAKY, TAKEN, SEEN, UNKNOWN -> false;
        };
    }

    /** Whether the hop arrived, and the source was told so, be it late. */
    public boolean works() {
        return this == WORKS || this == LATE;
    }

    /** Whether the hop arrived at its destination. */
    public boolean arrived() {
        return works() || this == FLAKY || this == DETOURED || this == UNANSWERED || this == SEEN;
    }
}
