package dev.x0xtest.local.simulation.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.local.defect.Defect;
import dev.x0xtest.local.defect.DefectLoader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Plants one defect at a time into the program, and runs the fleet of {@link TrialTest} that shows it: the first of its seeds,
 * which docs/truth.md has, too. If another one does by now, because fleets are drawn differently, the failure names it.
 */
class PlantedDefectsTest {
    private static final int SEEDS = 1_000;

    @ParameterizedTest
    @CsvSource({
        "NO_LEASE_CHECK, 11",
        "EPOCH_IGNORED, 11",
        "GAP_IGNORED, 5",
        "KEY_REUSED, 45",
        "LATE_HOP_BELIEVED, 11",
        "CORRUPT_REPORT_ACCEPTED, 50",
        "LOST_REPORT_IS_SUCCESS, 3",
        "DUPLICATE_COUNTED_TWICE, 2",
        "CUT_JOURNAL_BELIEVED, 5",
        "COVERAGE_ASSUMED, 3"
    })
    void aPlantedDefectIsFound(Defect defect, long seed) {
        DefectLoader loader = DefectLoader.with(defect);
        String violation = violation(loader, seed);
        System.out.println("planted " + defect + ": seed " + seed + ": " + violation);
        assertThat(violation)
                .as("%s with seed %d", defect, seed)
                .withFailMessage(() -> "the seed " + seed + " shows nothing; " + first(loader))
                .isNotEmpty();
    }

    private static String first(DefectLoader loader) {
        for (long seed = 1; seed <= SEEDS; seed++) {
            String violation = violation(loader, seed);
            if (!violation.isEmpty()) {
                return "the seed " + seed + " does: " + violation;
            }
        }
        return "none of " + SEEDS + " seeds does";
    }

    private static String violation(DefectLoader loader, long seed) {
        return (String) loader.call(Trial.class, "firstViolation", seed);
    }
}
