package dev.x0xtest.local.simulation.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.local.defect.Defect;
import dev.x0xtest.local.defect.DefectLoader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Plants one defect at a time into the program, and runs the fleets of {@link TrialTest} until one of them shows it.
 * {@code docs/truth.md} has the seeds.
 */
class PlantedDefectsTest {
    private static final int SEEDS = 100;

    @ParameterizedTest
    @EnumSource(
            names = {
                "NO_LEASE_CHECK",
                "EPOCH_IGNORED",
                "GAP_IGNORED",
                "KEY_REUSED",
                "LATE_HOP_BELIEVED",
                "LOST_REPORT_IS_SUCCESS",
                "DUPLICATE_COUNTED_TWICE",
                "CUT_JOURNAL_BELIEVED",
                "COVERAGE_ASSUMED"
            })
    void aPlantedDefectIsFound(Defect defect) {
        DefectLoader loader = DefectLoader.with(defect);
        String violation = "";
        int seed = 0;
        while (violation.isEmpty() && seed < SEEDS) {
            seed++;
            violation = (String) loader.call(Trial.class, "firstViolation", (long) seed);
        }
        System.out.println("planted " + defect + ": seed " + seed + ": " + violation);
        assertThat(violation).as("%s within %d seeds", defect, SEEDS).isNotEmpty();
    }
}
