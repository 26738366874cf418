package dev.x0xtest.wire.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScheduleTest {
    static IntStream sizes() {
        return IntStream.rangeClosed(2, 64);
    }

    private static byte[] seed(long of) {
        byte[] seed = new byte[32];
        new Random(of).nextBytes(seed);
        return seed;
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void inEveryRoundEachNodeSendsOnceAndReceivesOnce(int nodes) {
        for (long of = 0; of < 5; of++) {
            Schedule schedule = new Schedule(nodes, seed(of));
            for (int round = 0; round < schedule.rounds(); round++) {
                Set<Integer> receivers = new HashSet<>();
                for (int source = 0; source < nodes; source++) {
                    int destination = schedule.destination(round, source);
                    assertThat(destination).as("seed %d", of).isNotEqualTo(source);
                    receivers.add(destination);
                }
                assertThat(receivers).as("seed %d, round %d", of, round).hasSize(nodes);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void everyPairStandsInExactlyOneRound(int nodes) {
        Schedule schedule = new Schedule(nodes, seed(nodes));
        for (int source = 0; source < nodes; source++) {
            List<Integer> destinations = destinations(schedule, source);
            assertThat(destinations).doesNotHaveDuplicates().hasSize(nodes - 1);
        }
    }

    /** In any K consecutive rounds a node receives at most K hops, so a bound on sends also bounds arrivals. */
    @ParameterizedTest
    @MethodSource("sizes")
    void noNodeReceivesMoreInASlotThanOneSends(int nodes) {
        int inFlight = 4;
        Schedule schedule = new Schedule(nodes, seed(7L * nodes));
        for (int first = 0; first < schedule.rounds(); first += inFlight) {
            int[] in = new int[nodes];
            int last = Math.min(first + inFlight, schedule.rounds());
            for (int round = first; round < last; round++) {
                for (int source = 0; source < nodes; source++) {
                    in[schedule.destination(round, source)]++;
                }
            }
            assertThat(in).containsOnly(last - first);
        }
    }

    @Test
    void anotherSeedIsAnotherOrderAndTheSameSeedTheSame() {
        assertThat(destinations(new Schedule(16, seed(1)), 0)).isEqualTo(destinations(new Schedule(16, seed(1)), 0));
        Set<List<Integer>> orders = new HashSet<>();
        for (long of = 0; of < 20; of++) {
            orders.add(destinations(new Schedule(16, seed(of)), 0));
        }
        assertThat(orders).hasSizeGreaterThan(18);
    }

    /** An independent program computed the expected order, which is sorted by SHA-256. */
    @Test
    void theOrderIsTheOneThatIsWrittenDown() {
        assertThat(destinations(new Schedule(6, new byte[32]), 0)).containsExactly(1, 5, 3, 4, 2);
    }

    private static List<Integer> destinations(Schedule schedule, int source) {
        return IntStream.range(0, schedule.rounds())
                .mapToObj(round -> schedule.destination(round, source))
                .toList();
    }
}
