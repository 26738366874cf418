package dev.x0xtest.coordinator.render.map;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.cli.terminal.Console;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.RandomReports;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.SampleReports;
import dev.x0xtest.wire.NodeLabel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeatMapTest {
    private static final Console PLAIN = new Console(80, false, false, false);

    @Test
    void everyCellOfAnyReportStandsInItsRowInOrder() {
        long seed = new Random().nextLong();
        RandomReports reports = new RandomReports(new Random(seed));
        for (int round = 0; round < 200; round++) {
            Report report = reports.next();
            assertThat(letters(report, PLAIN))
                    .as("seed %d round %d", seed, round)
                    .isEqualTo(expected(report));
        }
    }

    @ParameterizedTest
    @CsvSource({"2,80", "6,80", "12,80", "18,80", "30,80", "51,80", "52,80", "99,80", "100,80", "100,40", "100,300"})
    void noCellIsLostAtAnySize(int nodes, int width) {
        Report report = SampleReports.large(nodes, false);
        Console console = new Console(width, false, false, false);

        assertThat(letters(report, console)).isEqualTo(expected(report));
        assertThat(map(report, console)).allMatch(line -> line.length() <= width);
    }

    @ParameterizedTest
    @CsvSource({"6,80", "40,80", "100,40"})
    void longLabelsAreCutBeforeCellsAre(int nodes, int width) {
        Report report = SampleReports.large(nodes, true);
        Console console = new Console(width, false, false, false);

        assertThat(letters(report, console)).isEqualTo(expected(report));
        assertThat(map(report, console)).allMatch(line -> line.length() <= width);
    }

    @Test
    void theLegendShowsOnlyTheLettersThatOccur() {
        assertThat(Legend.lines(SampleReports.pass(), PLAIN)).containsExactly("  p  30  PROVEN");
        assertThat(Legend.lines(SampleReports.silentNode(), PLAIN)).hasSize(2);
        assertThat(Legend.lines(SampleReports.everyOutcome(), PLAIN)).hasSize(10);
    }

    @Test
    void rowSummaryTellsProvenOfDeclaredAndTheLowerMedian() {
        List<CellReport> row = SampleReports.everyOutcome().cells().subList(0, 5);

        assertThat(RowSummary.of(row)).isEqualTo("      2/5       3");
        assertThat(RowSummary.of(List.of())).isEqualTo("      0/0       -");
    }

    /** Returns the lines of the map itself, without the legend. */
    private static List<String> map(Report report, Console console) {
        List<String> lines = HeatMap.lines(report, console);
        return lines.subList(0, lines.size() - Legend.lines(report, console).size());
    }

    /** Returns the letters of each node's row over all blocks, without blanks. */
    private static List<String> letters(Report report, Console console) {
        int nodes = report.nodes().size();
        int start = MapLayout.of(report.nodes(), console).rowLabelWidth();
        List<StringBuilder> rows = new ArrayList<>();
        int row = -1;
        for (String line : map(report, console)) {
            if (line.startsWith(MapLayout.CORNER)) {
                row = 0;
            } else if (row >= 0 && row < nodes) {
                if (rows.size() == row) {
                    rows.add(new StringBuilder());
                }
                String cells = line.substring(start, line.length() - RowSummary.WIDTH);
                rows.get(row).append(cells.replace(" ", ""));
                row++;
            }
        }
        return rows.stream().map(StringBuilder::toString).toList();
    }

    /**
     * Returns the letters that the rows must show, derived from the cells alone. A dash stands where source and
     * destination are the same.
     */
    private static List<String> expected(Report report) {
        Map<NodeLabel, Map<NodeLabel, Character>> letters = new HashMap<>();
        for (CellReport cell : report.cells()) {
            letters.computeIfAbsent(cell.src(), source -> new HashMap<>())
                    .put(cell.dst(), cell.outcome().letter());
        }
        return report.nodes().stream()
                .map(source -> report.nodes().stream()
                        .map(destination -> letters.getOrDefault(source, Map.of())
                                .getOrDefault(destination, '-')
                                .toString())
                        .collect(Collectors.joining()))
                .toList();
    }
}
