package dev.x0xtest.local.simulation.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Many fleets with faults of every kind at a time: whatever happens, nothing false is said. {@code -Dsim.seed=N
 * -Dsim.seeds=1} repeats one; {@code -Dsim.seeds=1000} also asks for each kind of fault and each line of the table.
 */
class TrialTest {
    private static final long FIRST = Long.getLong("sim.seed", 1);
    private static final int SEEDS = Integer.getInteger("sim.seeds", 60);
    /** Of fewer fleets not every kind of fault can be asked for. */
    private static final int ENOUGH = 500;

    @Test
    void nothingFalseIsSaidWhateverHappens() {
        Census census = new Census();
        List<String> failures = new ArrayList<>();
        for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
            Trial trial = Trial.of(seed);
            census.add(trial);
            String failure = trial.failure();
            if (failure != null) {
                failures.add(failure);
            }
        }
        System.out.println(census);
        assertThat(failures).isEmpty();
        if (SEEDS >= ENOUGH) {
            for (FaultClass one : FaultClass.values()) {
                assertThat(census.share(one)).as("%s", one).isGreaterThanOrEqualTo(0.05);
            }
            assertThat(census.lines().keySet())
                    .containsExactly(
                            "01 UNOBSERVED, contradiction",
                            "02 UNOBSERVED, sender's record missing",
                            "03 UNOBSERVED, unverified",
                            "04 LATE",
                            "04a UNOBSERVED, untimed",
                            "05 WRONG_PLANE",
                            "06 PROVEN",
                            "07 UNACKED",
                            "08 CORRUPT",
                            "09 IMPOSTOR",
                            "10 NOT_RUN",
                            "11 REFUSED",
                            "12 MISSING",
                            "13 UNOBSERVED");
            assertThat(census.verdicts()).containsKeys("PASS", "FAIL", "INCONCLUSIVE");
            assertThat(census.laterEpochs()).isPositive();
        }
    }
}
