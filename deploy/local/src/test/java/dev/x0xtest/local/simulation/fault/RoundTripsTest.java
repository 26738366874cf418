package dev.x0xtest.local.simulation.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RoundTripsTest {
    private static final RoundTrips TRIPS = new RoundTrips(Duration.ofMillis(80), 7);

    private static long millis(int from, int to) {
        return 2 * TRIPS.oneWayNanos(from, to) / 1_000_000;
    }

    @Test
    void aPairIsWithinAQuarterOfTheUsualRoundTripInBothDirections() {
        List<Long> all =
                LongStream.range(1, 9).mapToObj(to -> millis(0, (int) to)).toList();
        assertThat(all).allMatch(millis -> millis >= 60 && millis <= 100);
        assertThat(Set.copyOf(all)).hasSizeGreaterThan(4);
        assertThat(millis(3, 5)).isEqualTo(millis(5, 3));
    }

    @Test
    void theSeedDecides() {
        assertThat(new RoundTrips(Duration.ofMillis(80), 7).oneWayNanos(1, 2)).isEqualTo(TRIPS.oneWayNanos(1, 2));
        assertThat(new RoundTrips(Duration.ofMillis(80), 8).oneWayNanos(1, 2)).isNotEqualTo(TRIPS.oneWayNanos(1, 2));
    }

    @Test
    void everyTenthHostIsFar() {
        assertThat(millis(9, 1)).isEqualTo(400);
        assertThat(millis(1, 19)).isEqualTo(400);
        assertThat(TRIPS.oneWayNanos(4, 4)).isZero();
    }
}
