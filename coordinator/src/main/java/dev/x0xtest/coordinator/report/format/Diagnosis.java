package dev.x0xtest.coordinator.report.format;

import dev.x0xtest.coordinator.report.CellOutcome;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.Ending;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.RosterEntry;
import dev.x0xtest.wire.NodeLabel;
import dev.x0xtest.wire.Plane;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Describes a cell that is not proven: the evidence and the next step. Error codes are those of {@code POST
 * /direct/send} of x0xd 0.48.1; an HTTP status may stand before the code, or alone.
 */
public final class Diagnosis {
    private Diagnosis() {}

    /** The evidence of both witnesses, in one line without a full stop. */
    public static String evidence(Report report, CellReport cell) {
        CellReport.Threshold threshold = cell.threshold();
        return threshold == null
                ? witnesses(report, cell)
                : String.format(
                        Locale.ROOT,
                        "%,d bytes arrived, %,d did not: %s",
                        threshold.worksBytes(),
                        threshold.aboveBytes(),
                        witnesses(report, cell));
    }

    private static String witnesses(Report report, CellReport cell) {
        String src = cell.src().text();
        String dst = cell.dst().text();
        if (cell.outcome() == CellOutcome.MISSING && cell.path() != null) {
            return src + "'s daemon acknowledged it (" + cell.path() + "), but " + dst
                    + "'s stream, which had no gap, never showed it";
        }
        if (!cell.proven() && nextStep(report, cell) == NextStep.UNBLOCK_AT_SOURCE) {
            return src + "'s own daemon refuses to send to " + dst + ": " + src + " has " + dst + " blocked";
        }
        return Witnesses.of(cell);
    }

    /** The next step for a cell. Throws {@link IllegalArgumentException} for a proven one. */
    public static NextStep nextStep(Report report, CellReport cell) {
        if (cutShort(report, cell)) {
            return NextStep.AFTER_THE_END;
        }
        if (doubled(report, cell).isPresent() && twinExplains(cell.outcome())) {
            return NextStep.STOP_SECOND;
        }
        return switch (cell.outcome()) {
            case PROVEN -> throw new IllegalArgumentException("a proven cell needs no next step");
            case MISSING ->
                Plane.RAW.acceptedPath().equals(cell.path()) ? NextStep.UNBLOCK_AT_DESTINATION : NextStep.TRACE_MISSING;
            case REFUSED -> {
                String code = cell.code() == null ? "" : cell.code().toLowerCase(Locale.ROOT);
                boolean large = report.scope().largeOnly() && code.contains("peer_disconnected");
                yield large ? NextStep.TRY_SMALLER : refused(code);
            }
            case UNACKED -> NextStep.TRACE_BACKWARD;
            case WRONG_PLANE -> NextStep.CHECK_PLANE;
            case LATE -> NextStep.CHECK_LOAD;
            case CORRUPT -> NextStep.REPORT_CORRUPTION;
            case IMPOSTOR -> NextStep.CHECK_IDENTITIES;
            case NOT_RUN -> unready(report, cell).map(Diagnosis::unready).orElse(NextStep.RUN_AGAIN);
            case UNOBSERVED -> unready(report, cell).map(Diagnosis::unready).orElseGet(() -> unobserved(cell));
        };
    }

    /** Whether the cell is open because the run ended first. */
    public static boolean cutShort(Report report, CellReport cell) {
        Ending ending = report.ending();
        return ending != null && ending.explains(cell);
    }

    /** The node of the cell whose runner was not ready; the source if both were not; empty if both were. */
    static Optional<RosterEntry> unready(Report report, CellReport cell) {
        Optional<RosterEntry> source = report.entry(cell.src()).filter(entry -> !entry.ready());
        return source.isPresent() ? source : report.entry(cell.dst()).filter(entry -> !entry.ready());
    }

    /** The node of the cell whose identity a second daemon has, as a warning of the run says; the destination first. */
    static Optional<NodeLabel> doubled(Report report, CellReport cell) {
        return Stream.of(cell.dst(), cell.src())
                .filter(node ->
                        report.warnings().stream().anyMatch(warning -> warning.contains(RosterEntry.second(node))))
                .findFirst();
    }

    private static boolean twinExplains(CellOutcome outcome) {
        return switch (outcome) {
            case MISSING, UNACKED, LATE, NOT_RUN, UNOBSERVED -> true;
            case PROVEN, WRONG_PLANE, CORRUPT, IMPOSTOR, REFUSED -> false;
        };
    }

    private static NextStep refused(String code) {
        if (code.contains("recipient_rejected")) {
            return NextStep.TRUST_AT_DESTINATION;
        }
        if (code.contains("403") || code.contains("blocked")) {
            return NextStep.UNBLOCK_AT_SOURCE;
        }
        if (code.contains("recipient_undiscovered") || code.contains("recipient_key_unavailable")) {
            return NextStep.INTRODUCE;
        }
        if (code.contains("recipient_upgrade_required") || code.contains("recipient_ack_semantics_unavailable")) {
            return NextStep.UPGRADE;
        }
        if (code.contains("413") || code.contains("payload_too_large")) {
            return NextStep.SHRINK;
        }
        if (code.contains("receiver_backpressured")) {
            return NextStep.EASE;
        }
        return code.contains("timeout") || code.contains("504") ? NextStep.TRACE_TIMEOUT : NextStep.TRACE_REFUSAL;
    }

    private static NextStep unready(RosterEntry entry) {
        if (entry.state().contains("pinned to")) {
            return NextStep.CORRECT_PIN;
        }
        if (entry.state().contains("a second x0xd with ")) {
            return NextStep.STOP_SECOND;
        }
        if (entry.state().contains("speaks protocol")) {
            return NextStep.UPGRADE_RUNNER;
        }
        if (entry.state().contains(RosterEntry.OLDER)) {
            return NextStep.RENEW_RUNNER;
        }
        if (entry.state().contains("this runner is of network")) {
            return NextStep.MATCH_NETWORK;
        }
        return entry.runner() == null ? NextStep.START_RUNNER : NextStep.CHECK_RUNNER;
    }

    private static NextStep unobserved(CellReport cell) {
        if ("unverified".equals(cell.reason())) {
            return NextStep.GET_ACQUAINTED;
        }
        boolean onlyCoverageLacks = cell.path() != null && cell.evidence().uncovered();
        return onlyCoverageLacks ? NextStep.CHECK_COVERAGE : NextStep.CHECK_SOURCE_RUNNER;
    }
}
