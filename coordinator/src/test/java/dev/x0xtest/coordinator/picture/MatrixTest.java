package dev.x0xtest.coordinator.picture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.coordinator.causes.Judged;
import dev.x0xtest.coordinator.report.CellClass;
import dev.x0xtest.coordinator.report.CellOutcome;
import dev.x0xtest.coordinator.report.SampleReports;
import dev.x0xtest.wire.NodeLabel;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The matrix says of each pair what the report says. */
class MatrixTest {
    private final Matrix matrix =
            Sheet.of(new Judged(SampleReports.blockedContact())).matrix();

    @Test
    void aCellHasTheMarkOfItsOwnDirection() {
        assertThat(matrix.label(3)).isEqualTo("nuremberg");
        assertThat(matrix.outcome(3, 2)).isEqualTo(CellOutcome.MISSING);
        assertThat(matrix.mark(3, 2)).isEqualTo('M');
        assertThat(matrix.mark(2, 3)).isEqualTo('R');
        assertThat(matrix.mark(0, 1)).as("3 ms").isEqualTo('2');
        assertThat(matrix.outcome(1, 1)).isNull();
        assertThat(matrix.mark(1, 1)).isEqualTo('·');
    }

    @Test
    void sharesCountOneDirection() {
        assertThat(matrix.sent(3)).isEqualTo(new Matrix.Share(5, 4, 1, 3_000));
        assertThat(matrix.received(3)).isEqualTo(new Matrix.Share(5, 4, 1, 3_000));
        Matrix silent = Sheet.of(new Judged(SampleReports.silentNode())).matrix();
        assertThat(silent.sent(1)).isEqualTo(new Matrix.Share(5, 0, 0, -1));
        assertThat(silent.sent(1).unobserved()).isEqualTo(5);
    }

    @Test
    void onlyProvenPairsOfASlowNodeAreSlow() {
        Matrix slow = Matrix.of(SampleReports.blockedContact(), Set.of(new NodeLabel("nuremberg")));
        assertThat(slow.slow(3, 0)).isTrue();
        assertThat(slow.slow(0, 3)).isTrue();
        assertThat(slow.slow(3, 2)).as("refuted").isFalse();
        assertThat(slow.slow(0, 1)).isFalse();
        assertThat(slow.cellClass(3, 2)).isEqualTo(CellClass.REFUTED);
    }
}
