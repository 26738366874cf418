package dev.x0xtest.coordinator.render;

import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.Report;
import java.util.List;
import java.util.Locale;

/**
 * The two lines that x0x's own gate, {@code tests/launch_readiness.py}, looks for in the output of a matrix. The gate asks
 * both numbers to reach the number of pairs, so both are counted strictly: it never passes where we do not.
 */
public final class UpstreamSummary {
    private UpstreamSummary() {}

    /** Sent: the sender's daemon accepted the message. Received: the pair is proven. */
    public static List<String> lines(Report report) {
        int pairs = report.totals().pairs();
        long sent = report.cells().stream().filter(UpstreamSummary::accepted).count();
        return List.of(
                String.format(Locale.ROOT, "  Sent:     %d / %d", sent, pairs),
                String.format(
                        Locale.ROOT, "  Received: %d / %d", report.totals().proven(), pairs));
    }

    private static boolean accepted(CellReport cell) {
        return cell.proven() || cell.path() != null;
    }
}
