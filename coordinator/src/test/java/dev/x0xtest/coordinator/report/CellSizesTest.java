package dev.x0xtest.coordinator.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.wire.NodeLabel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests between which two sizes a pair stops working. */
class CellSizesTest {
    private static final int[] BYTES = {64, 700, 1_000, 4_096};

    /** Of each size: p proven, r refuted, u unobserved, b both proven and refuted. */
    private static List<CellReport.Size> sizes(String shown) {
        List<CellReport.Size> sizes = new ArrayList<>();
        for (int i = 0; i < shown.length(); i++) {
            char one = shown.charAt(i);
            int proven = one == 'p' || one == 'b' ? 1 : 0;
            int refuted = one == 'r' || one == 'b' ? 1 : 0;
            sizes.add(new CellReport.Size(BYTES[i], 1, proven, refuted, one == 'u' ? 1 : 0));
        }
        return sizes;
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "pprr, 700, 1000",
        "prrr, 64, 700",
        "pppr, 1000, 4096",
        "pbrr, 700, 1000",
        // Nothing more is sent after two failures in a row.
        "prru, 64, 700",
        "pur, 64, 1000",
        "pppp, ,",
        "rrrr, ,",
        "ppuu, ,",
        "prpr, ,",
        "pupr, ,",
        "rppp, ,",
        "'', ,"
    })
    void aPairStopsWorkingBetweenTwoSizes(String shown, @Nullable Integer works, @Nullable Integer above) {
        CellReport cell = SampleCells.refused(new NodeLabel("nyc"), new NodeLabel("sfo"), "502 peer_disconnected")
                .sized(sizes(shown));
        assertThat(cell.threshold())
                .isEqualTo(works == null || above == null ? null : new CellReport.Threshold(works, above));
    }
}
