package dev.x0xtest.coordinator.render.map;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.cli.terminal.Console;
import dev.x0xtest.coordinator.report.CellOutcome;
import dev.x0xtest.coordinator.report.CellReport;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.coordinator.report.SampleReports;
import dev.x0xtest.wire.NodeLabel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoarseMapTest {
    private static Console console(int width) {
        return new Console(width, false, false, false);
    }

    private static List<String> rows(Report report, Console console) {
        List<String> lines = HeatMap.lines(report, console);
        int corner = IntStream.range(0, lines.size())
                .filter(line -> lines.get(line).startsWith("from\\to"))
                .findFirst()
                .orElseThrow();
        return lines.subList(corner + 1, lines.indexOf(""));
    }

    /** Returns the letters of each row, one letter for each group of nodes. */
    private static List<String> letters(Report report, Console console) {
        return rows(report, console).stream()
                .map(row -> row.replaceFirst("^[0-9]+-[0-9]+ +", ""))
                .map(row -> row.replaceFirst("  +[0-9]+/[0-9]+ +([0-9]+|-)$", ""))
                .map(row -> row.replace(" ", ""))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"101,80", "200,80", "150,40", "101,300"})
    void aBlockShowsTheWorstOfItsCells(int nodes, int width) {
        Report report = SampleReports.large(nodes, false);
        List<String> letters = letters(report, console(width));
        int groups = letters.size();
        int perGroup = (nodes + groups - 1) / groups;
        assertThat(letters).allMatch(row -> row.length() == groups);
        Map<NodeLabel, Integer> index = new HashMap<>();
        report.nodes().forEach(node -> index.put(node, index.size()));
        int[][] worst = new int[groups][groups];
        for (CellReport cell : report.cells()) {
            int row = index.getOrDefault(cell.src(), -1) / perGroup;
            int column = index.getOrDefault(cell.dst(), -1) / perGroup;
            worst[row][column] = Math.max(worst[row][column], 1 + rank(cell.outcome()));
        }
        IntStream.range(0, groups)
                .forEach(row -> IntStream.range(0, groups)
                        .forEach(column -> assertThat(rank(letters.get(row).charAt(column)))
                                .as("block %d, %d", row, column)
                                .isEqualTo(worst[row][column] - 1)));
    }

    private static int rank(char letter) {
        for (CellOutcome outcome : CellOutcome.values()) {
            if (outcome.letter() == letter) {
                return rank(outcome);
            }
        }
        return -1;
    }

    private static int rank(CellOutcome outcome) {
        return switch (outcome.cellClass()) {
            case PROVEN -> 0;
            case UNOBSERVED -> 1;
            case REFUTED -> 2;
        };
    }

    /** Read downwards, a column's heading is the first number of the row of the same group. */
    @ParameterizedTest
    @CsvSource({"101,80", "128,40", "150,40", "200,80", "1000,80", "1000,120", "101,300"})
    void everyColumnIsHeadedByTheFirstNodeOfItsGroup(int nodes, int width) {
        List<String> lines = HeatMap.lines(SampleReports.large(nodes, false), console(width));
        int corner = IntStream.range(0, lines.size())
                .filter(line -> lines.get(line).startsWith("from\\to"))
                .findFirst()
                .orElseThrow();
        int digits = Integer.toString(nodes).length();
        List<String> rows = lines.subList(corner + 1, lines.indexOf(""));
        int height = rows.get(rows.size() - 1).split("-", 2)[0].length();
        List<String> headings = lines.subList(corner - height + 1, corner + 1);
        int left = 2 * digits + 2;
        int cell = rows.get(0).charAt(left) == ' ' ? 2 : 1;
        for (int group = 0; group < rows.size(); group++) {
            int at = left + group * cell + cell - 1;
            String number = headings.stream()
                    .map(line -> at < line.length() ? String.valueOf(line.charAt(at)) : " ")
                    .collect(Collectors.joining())
                    .strip();
            assertThat(rows.get(group)).startsWith(number + "-");
        }
        assertThat(lines.subList(0, lines.indexOf(""))).allMatch(line -> line.length() <= width);
    }

    @Test
    void itFitsTheScreen() {
        Report report = SampleReports.large(300, true);
        assertThat(HeatMap.lines(report, console(80))).hasSizeLessThan(70);
        assertThat(rows(report, console(80))).allMatch(line -> line.length() <= 80);
    }

    @Test
    void theRowsAddUpToAllPairs() {
        Report report = SampleReports.large(130, false);
        int pairs = rows(report, console(80)).stream()
                .mapToInt(row -> Integer.parseInt(row.replaceFirst(".*/([0-9]+) .*", "$1")))
                .sum();
        assertThat(pairs).isEqualTo(130 * 129);
    }
}
