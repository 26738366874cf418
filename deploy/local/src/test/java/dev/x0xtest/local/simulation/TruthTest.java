package dev.x0xtest.local.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.local.simulation.fault.Fault.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Whether reports name what is wrong, in a small range of seeds. {@code bench/truth} does the same with many: docs/truth.md.
 * {@code -Dtruth.seed=N} begins elsewhere.
 */
class TruthTest {
    private static final long SEED = Long.getLong("truth.seed", 0);
    private static final int FLEETS_OF_A_KIND = 8;
    private static final int HEALTHY = 200;
    private static final Set<Kind> NOT_YET = EnumSet.noneOf(Kind.class);

    @Test
    void reportsNameWhatIsWrongAndBlameNobodyElse() throws IOException {
        Confusion confusion = new Confusion();
        List<Judged> wrong = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            for (int i = 0; i < FLEETS_OF_A_KIND && !NOT_YET.contains(kind); i++) {
                Judged judged = TruthMain.judged(FleetDraw.broken(SEED + i, kind, 1 + i % 2));
                if (judged.draw().world().faults().stream().noneMatch(fault -> NOT_YET.contains(fault.kind()))) {
                    confusion.add(judged);
                    if (judged.result() != Judged.Result.RIGHT) {
                        wrong.add(judged);
                    }
                }
            }
        }
        assertThat(confusion.share(Judged.Result.RIGHT)).as("%s", wrong).isGreaterThanOrEqualTo(0.95);
        assertThat(confusion.share(Judged.Result.UNDECIDED)).as("%s", wrong).isLessThanOrEqualTo(0.03);
        assertThat(confusion.blamed()).as("%s", wrong).isLessThanOrEqualTo(0.01);
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
