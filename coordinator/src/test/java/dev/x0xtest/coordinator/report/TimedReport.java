package dev.x0xtest.coordinator.report;

import dev.x0xtest.coordinator.latency.HopTimes;
import dev.x0xtest.wire.NodeLabel;
import java.util.List;
import java.util.stream.IntStream;

/** A ready-made report whose hops have times. The clock of node i is i seconds ahead; farther nodes take longer. */
public final class TimedReport {
    private TimedReport() {}

    /** The same report with so many hops of each pair; those that are not proven have none. */
    public static Report of(Report report, int samples) {
        List<NodeLabel> nodes = report.nodes();
        CellView cells = new CellView(report.cells().size(), new CellView.Source() {
            @Override
            public CellReport cell(int index) {
                return report.cells().get(index);
            }

            @Override
            public List<HopTimes> times(int index) {
                CellReport cell = cell(index);
                int from = nodes.indexOf(cell.src());
                int to = nodes.indexOf(cell.dst());
                return cell.proven()
                        ? IntStream.range(0, samples)
                                .mapToObj(sample -> hop(from, to, sample))
                                .toList()
                        : List.of();
            }
        });
        return Report.of(
                        report.runId(),
                        report.plane(),
                        report.scope(),
                        report.anchor(),
                        report.roster(),
                        cells,
                        report.totals().controlDms(),
                        report.timing(),
                        report.ending(),
                        report.counters(),
                        report.warnings(),
                        report.epochs(),
                        report.origin())
                .with(report.facts());
    }

    private static HopTimes hop(int from, int to, int sample) {
        int apart = Math.abs(from - to);
        long oneWayUs = 100L * apart * apart * apart + 100L * sample + 10L * from;
        long sendUs = 2 * oneWayUs;
        long sentUs = 1_795_248_700_000_000L + sample * 50_000L;
        return new HopTimes(sendUs + 150, sendUs, sentUs + from * 1_000_000L, sentUs + oneWayUs + to * 1_000_000L);
    }
}
