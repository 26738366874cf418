package dev.x0xtest.local.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.local.simulation.fault.Fault.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Whether reports name what is wrong, in a small range of seeds. {@code bench/truth} does the same with many: docs/truth.md.
 * {@code -Dtruth.seed=N} begins elsewhere.
 */
class TruthTest {
    private static final long SEED = Long.getLong("truth.seed", 0);
    private static final int FLEETS_OF_A_KIND = 10;
    private static final int HEALTHY = 150;
    /** Larger fleets take longer: bench/truth has them. */
    private static final int MOST_NODES = 30;

    @Test
    void reportsNameWhatIsWrongAndBlameNobodyElse() throws IOException {
        Confusion confusion = new Confusion();
        List<Judged> wrong = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            List<FleetDraw> draws = Stream.iterate(SEED, seed -> seed + 1)
                    .map(seed -> FleetDraw.broken(seed, kind, 0))
                    .filter(TruthTest::supported)
                    .limit(FLEETS_OF_A_KIND)
                    .toList();
            for (FleetDraw draw : draws) {
                Judged judged = TruthMain.judged(draw);
                confusion.add(judged);
                if (judged.result() != Judged.Result.RIGHT) {
                    wrong.add(judged);
                }
            }
        }
        assertThat(confusion.share(Judged.Result.RIGHT)).as("%s", wrong).isGreaterThanOrEqualTo(0.95);
        assertThat(confusion.share(Judged.Result.UNDECIDED)).as("%s", wrong).isLessThanOrEqualTo(0.03);
        assertThat(confusion.blamed()).as("%s", wrong).isLessThanOrEqualTo(0.01);
    }

    private static boolean supported(FleetDraw draw) {
        return draw.nodes() <= MOST_NODES;
    }

    @Test
    void nothingIsNamedWhereNothingIsWrong() throws IOException {
        List<Judged> named = new ArrayList<>();
        for (int i = 0; i < HEALTHY; i++) {
            Judged judged = TruthMain.judged(FleetDraw.healthy(SEED + i));
            if (!judged.named().causes().isEmpty()) {
                named.add(judged);
            }
        }
        assertThat(named).isEmpty();
    }
}
