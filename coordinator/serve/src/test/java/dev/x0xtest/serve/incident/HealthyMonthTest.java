package dev.x0xtest.serve.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Thirty days of six nodes, a round every five minutes, one hop in a hundred lost: nobody is woken, and faults are found. */
class HealthyMonthTest {
    private static final int SEEDS = Integer.getInteger("incident.seeds", 20);
    private static final int ROUNDS = 30 * 24 * 12;
    private static final double LOSS = 0.01;

    private final long first = Long.getLong("incident.seed", 17L);

    @Test
    void nobodyIsTold() {
        long focusRuns = 0;
        for (long seed = first; seed < first + SEEDS; seed++) {
            Watchman watch = watch(seed);
            watch.rounds(ROUNDS);
            assertThat(watch.told())
                    .as("alerts of 30 healthy days, seed %d", seed)
                    .isEmpty();
            focusRuns += watch.focusRuns;
        }
        System.out.println("focused runs a healthy month: " + focusRuns / SEEDS + ", seeds from " + first);
    }

    private static Watchman watch(long seed) {
        return new Watchman(new FleetModel(6, LOSS, new SplittableRandom(seed)), IncidentRules.defaults("fleet"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"link", "one way", "node"})
    void aFaultIsFoundWithinTwoRoundsAndClearedAfterTheMend(String fault) {
        for (long seed = first; seed < first + SEEDS; seed++) {
            Watchman watch = watch(seed);
            watch.rounds(10);
            damage(watch.fleet, fault);
            watch.rounds(2);
            assertThat(watch.told())
                    .as("%s, seed %d", fault, seed)
                    .hasSize(1)
                    .allMatch(told -> told.startsWith("opened"));
            watch.rounds(10);
            watch.fleet.broken.clear();
            watch.rounds(20);
            assertThat(watch.told())
                    .as("%s after the mend, seed %d", fault, seed)
                    .startsWith(watch.told().get(0))
                    .last()
                    .asString()
                    .startsWith("cleared");
            assertThat(watch.told().stream().filter(told -> told.startsWith("opened")))
                    .as("%s, seed %d", fault, seed)
                    .hasSize(1);
        }
    }

    private static void damage(FleetModel fleet, String fault) {
        switch (fault) {
            case "link" -> {
                fleet.breakPair("n1", "n2");
                fleet.breakPair("n2", "n1");
            }
            case "one way" -> fleet.breakPair("n1", "n2");
            default -> fleet.breakNode("n3");
        }
    }
}
