package dev.x0xtest.coordinator.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.x0xtest.coordinator.report.format.Grid;
import dev.x0xtest.coordinator.report.format.JunitXml;
import dev.x0xtest.coordinator.report.format.ReportJson;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CellViewTest {
    @Test
    void aReportOfAViewIsThatOfItsCells() {
        long seed = new Random().nextLong();
        RandomReports reports = new RandomReports(new Random(seed));
        for (int round = 0; round < 50; round++) {
            Report report = reports.next();
            List<CellReport> cells = report.cells();
            Report viewed = Report.of(
                    report.runId(),
                    report.plane(),
                    report.scope(),
                    report.anchor(),
                    report.roster(),
                    new CellView(cells.size(), cells::get),
                    report.totals().controlDms(),
                    report.timing(),
                    report.ending(),
                    report.counters(),
                    report.warnings(),
                    report.epochs(),
                    report.origin());
            assertThat(viewed).as("seed %d round %d", seed, round).isEqualTo(report);
            assertThat(ReportJson.text(viewed)).isEqualTo(ReportJson.text(report));
            assertThat(JunitXml.text(viewed)).isEqualTo(JunitXml.text(report));
        }
    }

    @Test
    void theGridKnowsRowsAndColumns() {
        Report report = SampleReports.everyOutcome();
        Grid grid = Grid.of(report);
        for (int node = 0; node < grid.nodes().size(); node++) {
            int self = node;
            assertThat(grid.cells(grid.row(node)))
                    .isEqualTo(report.cells().stream()
                            .filter(cell -> cell.src().equals(grid.nodes().get(self)))
                            .toList());
            assertThat(grid.cells(grid.column(node)))
                    .isEqualTo(report.cells().stream()
                            .filter(cell -> cell.dst().equals(grid.nodes().get(self)))
                            .toList());
            assertThat(grid.cross(node)).hasSize(2 * (grid.nodes().size() - 1)).isSorted();
        }
    }

    @Test
    void nothingLiesBeyondItsEnds() {
        CellView view = new CellView(0, index -> SampleReports.pass().cells().get(index));
        assertThatThrownBy(() -> view.get(0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> view.get(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
