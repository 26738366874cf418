package dev.x0xtest.serve.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.x0xtest.serve.schedule.terms.RunPairs;
import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CoverageTest {
    @Test
    void everyPairIsMeasuredWithinTheRoundsThatTheCountSays() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int nodes = 2; nodes <= 300; nodes++) {
            for (int degree = 1; degree <= 16; degree++) {
                int rounds = (nodes - 1 + degree - 1) / degree;
                long first = 1L + random.nextInt(1_000_000);
                Coverage coverage = new Coverage(nodes);
                for (int each = 0; each < rounds; each++) {
                    assertThat(coverage.oldestMs())
                            .as("seed %d: %d nodes, degree %d, after %d rounds", seed, nodes, degree, each)
                            .isEmpty();
                    coverage.ran(new RunPairs.Rotated(degree, first + each), nodes, 1_000L + each);
                }
                assertThat(coverage.oldestMs())
                        .as("seed %d: %d nodes, degree %d, from round %d", seed, nodes, degree, first)
                        .hasValue(1_000);
            }
        }
    }

    @Test
    void theAgeOfTheOldestPairStaysBelowTheRounds() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 50; round++) {
            int nodes = 2 + random.nextInt(299);
            int degree = 1 + random.nextInt(16);
            int rounds = (nodes - 1 + degree - 1) / degree;
            Coverage coverage = new Coverage(nodes);
            for (int each = 1; each <= 3 * rounds; each++) {
                coverage.ran(new RunPairs.Rotated(degree, each), nodes, each);
                if (each >= rounds) {
                    assertThat(each - coverage.oldestMs().orElseThrow())
                            .as("seed %d: %d nodes, degree %d, round %d", seed, nodes, degree, each)
                            .isLessThan(rounds);
                }
            }
        }
    }

    @Test
    void theWindowsOfRoundsAreThoseOfOutDegree() {
        // DeclaredCells.rotation: place (round - 1) % (N - 1) * k % (N - 1) of the shifts, and the k - 1 places after
        // it.
        for (int nodes = 3; nodes <= 60; nodes++) {
            for (int degree = 1; degree < Math.min(16, nodes - 1); degree++) {
                BitSet places = new BitSet();
                int others = nodes - 1;
                int rounds = (others + degree - 1) / degree;
                for (long round = 17; round < 17 + rounds; round++) {
                    long first = (round - 1) % others * degree % others;
                    for (int each = 0; each < degree; each++) {
                        places.set((int) ((first + each) % others));
                    }
                }
                assertThat(places.cardinality())
                        .as("%d nodes, degree %d", nodes, degree)
                        .isEqualTo(others);
            }
        }
    }

    @Test
    void aFullMatrixMeasuresAll() {
        Coverage coverage = new Coverage(10);
        coverage.ran(new RunPairs.All(), 10, 5);

        assertThat(coverage.oldestMs()).hasValue(5);
    }

    @Test
    void anotherNumberOfNodesStartsAnew() {
        Coverage coverage = new Coverage(10);
        coverage.ran(new RunPairs.All(), 10, 5);
        coverage.ran(new RunPairs.Rotated(4, 1), 9, 6);

        assertThat(coverage.oldestMs()).isEmpty();
    }
}
