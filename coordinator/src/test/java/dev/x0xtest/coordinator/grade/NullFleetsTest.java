package dev.x0xtest.coordinator.grade;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A thousand healthy fleets of 4 to 300 nodes whose pairs lose exactly as much as a healthy pair may: the average fleet has
 * at most a tenth of a false grade. The table is in docs/glossary.md.
 */
class NullFleetsTest {
    private static final int FLEETS = 1_000;
    private static final List<Integer> NODES = List.of(4, 6, 18, 60, 150, 300);
    private static final List<Integer> SAMPLES = List.of(1, 20, 100, 299);

    private final long seed = Long.getLong("grade.seed", 16L);
    private final SplittableRandom random = new SplittableRandom(seed);

    @Test
    void aThousandHealthyFleetsHaveHardlyAFalseGrade() {
        long falseGrades = 0;
        for (int fleet = 0; fleet < FLEETS; fleet++) {
            int pairs = pairs(NODES.get(fleet % NODES.size()));
            int samples = SAMPLES.get(fleet / NODES.size() % SAMPLES.size());
            falseGrades += broken(fleet(pairs, samples, Grading.P0, Grading.of(pairs)));
        }
        assertThat(falseGrades)
                .as("false grades in %d fleets, seed %d", FLEETS, seed)
                .isLessThanOrEqualTo(Math.round(FLEETS * Grading.FALSE_GRADES));
    }

    @Test
    void eachSizeHasHardlyAFalseGrade() {
        for (int nodes : NODES) {
            Grading grading = Grading.of(pairs(nodes));
            StringBuilder row = new StringBuilder(
                    String.format(Locale.ROOT, "| %d | %.1e | %d |", nodes, grading.alpha(), grading.samplesForUp()));
            for (int samples : SAMPLES) {
                double average = average(() -> broken(fleet(pairs(nodes), samples, Grading.P0, grading)));
                row.append(String.format(Locale.ROOT, " %.3f |", average));
                assertThat(average)
                        .as("%d nodes, %d samples, seed %d", nodes, samples, seed)
                        .isLessThanOrEqualTo(Grading.FALSE_GRADES);
            }
            System.out.println(row + " seed " + seed);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {110, 150})
    void pairsThatLoseATenthAreHardlyEverUp(int samples) {
        int pairs = pairs(60);
        assertThat(average(() ->
                        fleet(pairs, samples, Grading.P1, Grading.of(pairs)).getOrDefault(Grade.UP, 0)))
                .as("seed %d", seed)
                .isLessThanOrEqualTo(Grading.FALSE_GRADES);
    }

    @Test
    void aChanceThatIsNotDividedByTheNumberOfPairsGradesMostFleetsFalsely() {
        Grading undivided = Grading.of(10);
        assertThat(average(() -> broken(fleet(pairs(60), 1, Grading.P0, undivided))))
                .as("seed %d", seed)
                .isGreaterThan(1);
    }

    private static int pairs(int nodes) {
        return nodes * (nodes - 1);
    }

    private static double average(IntSupplier one) {
        return IntStream.range(0, FLEETS).map(fleet -> one.getAsInt()).average().orElseThrow();
    }

    private static int broken(Map<Grade, Integer> grades) {
        return grades.getOrDefault(Grade.FLAKY, 0) + grades.getOrDefault(Grade.DOWN, 0);
    }

    /** How many pairs of one fleet have each grade. The gaps between losses are drawn, not each sample. */
    private Map<Grade, Integer> fleet(int pairs, int samples, double loss, Grading grading) {
        Map<Grade, Integer> grades = new EnumMap<>(Grade.class);
        long all = (long) pairs * samples;
        long next = gap(loss);
        int lossless = pairs;
        while (next < all) {
            long end = (next / samples + 1) * samples;
            int lost = 0;
            for (; next < end; next += 1 + gap(loss)) {
                lost++;
            }
            grades.merge(grading.grade(samples, lost), 1, Integer::sum);
            lossless--;
        }
        grades.merge(grading.grade(samples, 0), lossless, Integer::sum);
        return grades;
    }

    /** Samples before the next loss. */
    private long gap(double loss) {
        return (long) (Math.log1p(-random.nextDouble()) / Math.log1p(-loss));
    }
}
