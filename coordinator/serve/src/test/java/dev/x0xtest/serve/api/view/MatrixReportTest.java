package dev.x0xtest.serve.api.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.coordinator.causes.Causes;
import dev.x0xtest.coordinator.picture.Sheet;
import dev.x0xtest.coordinator.report.CellOutcome;
import dev.x0xtest.coordinator.report.Report;
import dev.x0xtest.serve.history.HistoryReader;
import dev.x0xtest.serve.model.Scope;
import dev.x0xtest.wire.NetworkName;
import dev.x0xtest.wire.Plane;
import java.util.List;
import org.junit.jupiter.api.Test;

class MatrixReportTest {
    private static final Scope SCOPE = new Scope(new NetworkName("test"), Plane.GOSSIP);

    @Test
    void drawsEachPairAsItsLastRunJudgedIt() {
        char[][] outcome = {".pr".toCharArray(), "u..".toCharArray(), "pp.".toCharArray()};
        char[][] letters = {"·pL".toCharArray(), "U··".toCharArray(), "pp·".toCharArray()};
        int[][] p50 = {{-1, 1_500, -1}, {-1, -1, -1}, {700, -1, -1}};
        Report report = MatrixReport.of(
                SCOPE,
                new HistoryReader.Matrix(
                        "ab",
                        1000,
                        List.of("a", "b", "c"),
                        outcome,
                        letters,
                        p50,
                        new long[3][3],
                        new long[3][3],
                        List.of("", "", "")));
        Sheet sheet = Sheet.of(report, Causes.NONE);

        assertThat(report.totals().pairs()).isEqualTo(6);
        assertThat(report.plane()).isEqualTo(Plane.GOSSIP);
        assertThat(sheet.matrix().outcome(0, 2)).isEqualTo(CellOutcome.LATE);
        assertThat(sheet.matrix().outcome(1, 0)).isEqualTo(CellOutcome.UNOBSERVED);
        assertThat(sheet.matrix().outcome(1, 2)).isEqualTo(CellOutcome.NOT_RUN);
        assertThat(sheet.matrix().micros(0, 1)).isEqualTo(1_500);
        assertThat(sheet.matrix().micros(2, 0)).isEqualTo(700);
        assertThat(sheet.matrix().micros(2, 1)).isEqualTo(-1);
        assertThat(sheet.headline()).isEqualTo("3 of 6 pairs proven, 1 refuted, 2 unobserved");
        assertThat(sheet.subtitle()).contains("1970-01-01T00:00:01Z");
    }

    @Test
    void drawsAFleetOfOneNode() {
        Report report = MatrixReport.of(
                SCOPE,
                new HistoryReader.Matrix(
                        "ab",
                        0,
                        List.of("a"),
                        new char[1][1],
                        new char[1][1],
                        new int[1][1],
                        new long[1][1],
                        new long[1][1],
                        List.of("")));
        assertThat(Sheet.of(report, Causes.NONE).headline()).isEqualTo("No pair was measured");
    }
}
