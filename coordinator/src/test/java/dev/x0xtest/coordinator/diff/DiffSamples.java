package dev.x0xtest.coordinator.diff;

import dev.x0xtest.coordinator.report.CellOutcome;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.SampleCells;
import dev.x0xtest.coordinator.report.SampleReport;
import dev.x0xtest.wire.NodeLabel;
import dev.x0xtest.wire.Plane;
import java.util.Map;
import java.util.function.BiPredicate;

/** Cells of several samples, and runs to compare. */
final class DiffSamples {
    static final String[] SIX = {"nyc", "sfo", "helsinki", "nuremberg", "singapore", "sydney"};

    private DiffSamples() {}

    static SampleReport six() {
        return SampleReport.of(SIX);
    }

    static BiPredicate<String, String> pair(String src, String dst) {
        return (from, to) -> from.equals(src) && to.equals(dst);
    }

    static BiPredicate<String, String> touching(String node) {
        return (from, to) -> from.equals(node) || to.equals(node);
    }

    /** Of twenty samples so many are proven; the others are missing. */
    static SampleReport.CellOf provenOf20(int proven) {
        return (src, dst) -> samples(src, dst, proven, 20 - proven);
    }

    static CellReport samples(NodeLabel src, NodeLabel dst, int proven, int missing) {
        CellReport cell = missing == 0 ? SampleCells.proven(src, dst, Plane.RAW) : SampleCells.missing(src, dst);
        Map<CellOutcome, Integer> samples = proven == 0
                ? Map.of(CellOutcome.MISSING, missing)
                : missing == 0
                        ? Map.of(CellOutcome.PROVEN, proven)
                        : Map.of(CellOutcome.PROVEN, proven, CellOutcome.MISSING, missing);
        return copy(cell, samples, cell.sendMs() == null ? 3 : cell.sendMs());
    }

    /** A proven cell of one sample that took so long. */
    static CellReport took(NodeLabel src, NodeLabel dst, long ms) {
        return copy(SampleCells.proven(src, dst, Plane.RAW), Map.of(), ms);
    }

    private static CellReport copy(CellReport cell, Map<CellOutcome, Integer> samples, long ms) {
        return new CellReport(
                cell.src(),
                cell.dst(),
                cell.outcome(),
                cell.reason(),
                cell.code(),
                cell.path(),
                samples,
                Math.max(
                        1, samples.values().stream().mapToInt(Integer::intValue).sum()),
                ms,
                cell.firstAttemptOk(),
                0,
                cell.flags(),
                cell.evidence());
    }
}
