package dev.x0xtest.serve.api.view;

import dev.x0xtest.coordinator.latency.HopTimes;
import dev.x0xtest.coordinator.report.CellOutcome;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.CellView;
import dev.x0xtest.coordinator.report.Origin;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.RosterEntry;
import dev.x0xtest.serve.history.HistoryReader;
import dev.x0xtest.serve.model.Scope;
import dev.x0xtest.wire.NodeLabel;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What is known of all pairs in the form of a report, so that it is drawn like one. Each cell is of the last run that measured
 * it; one that no run has measured is NOT_RUN. It is no report of a run: nothing is to be diagnosed from it.
 */
public final class MatrixReport {
    private static final int US_PER_MS = 1000;
    private static final String UNMEASURED = "no run has measured it yet";

    private MatrixReport() {}

    /** The matrix of a scope; its time stands where reports have their start. */
    public static Report of(Scope scope, HistoryReader.Matrix matrix) {
        List<NodeLabel> nodes = matrix.nodes().stream().map(NodeLabel::new).toList();
        int others = Math.max(0, nodes.size() - 1);
        return Report.of(
                matrix.run(),
                scope.plane(),
                Report.Scope.allPairs(nodes.size(), 1, List.of()),
                null,
                nodes.stream().map(MatrixReport::entry).toList(),
                new CellView(nodes.size() * others, new Cells(matrix, nodes, others)),
                0,
                new Report.Timing(0, 0, 0, 0),
                null,
                Map.of(),
                List.of(),
                1,
                new Origin(Instant.ofEpochMilli(matrix.atMs()).toString(), "", "", List.of(), Map.of(), Map.of()));
    }

    private static RosterEntry entry(NodeLabel node) {
        return new RosterEntry(node, null, null, false, null, null, RosterEntry.READY, null, "");
    }

    /** Row by row, without the diagonal. */
    private record Cells(HistoryReader.Matrix matrix, List<NodeLabel> nodes, int others) implements CellView.Source {
        private int row(int index) {
            return index / others;
        }

        private int column(int index) {
            int column = index % others;
            return column < row(index) ? column : column + 1;
        }

        @Override
        public CellReport cell(int index) {
            NodeLabel src = nodes.get(row(index));
            NodeLabel dst = nodes.get(column(index));
            char state = matrix.outcome()[row(index)][column(index)];
            if (state == '.') {
                return CellReport.notRun(src, dst, UNMEASURED);
            }
            CellOutcome outcome = outcome(state, matrix.letters()[row(index)][column(index)]);
            int us = matrix.p50Us()[row(index)][column(index)];
            return new CellReport(
                    src,
                    dst,
                    outcome,
                    null,
                    null,
                    null,
                    Map.of(),
                    1,
                    us < 0 ? null : (Long) (long) (us / US_PER_MS),
                    false,
                    0,
                    List.of(),
                    new CellReport.Evidence("", "", "", "", List.of()));
        }

        @Override
        public List<HopTimes> times(int index) {
            int us = matrix.p50Us()[row(index)][column(index)];
            return us < 0 ? List.of() : List.of(new HopTimes(null, (long) us, null, null));
        }

        private static CellOutcome outcome(char state, char letter) {
            for (CellOutcome outcome : CellOutcome.values()) {
                if (outcome.letter() == letter) {
                    return outcome;
                }
            }
            return state == 'p' ? CellOutcome.PROVEN : CellOutcome.UNOBSERVED;
        }
    }
}
