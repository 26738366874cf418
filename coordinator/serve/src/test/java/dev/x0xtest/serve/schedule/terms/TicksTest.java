package dev.x0xtest.serve.schedule.terms;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TicksTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static long at(String instant) {
        return Instant.parse(instant).toEpochMilli();
    }

    private static List<String> due(Ticks ticks, String from, String to) {
        List<String> due = new ArrayList<>();
        for (long next = ticks.after(at(from)); next <= at(to); next = ticks.after(next)) {
            due.add(Instant.ofEpochMilli(next).toString());
        }
        return due;
    }

    @Test
    void intervalsAreMultiplesSince1970() {
        Ticks ticks = new Ticks.Interval(Duration.ofMinutes(30), Duration.ZERO, null);

        assertThat(due(ticks, "2026-03-01T10:00:00Z", "2026-03-01T11:00:00Z"))
                .containsExactly("2026-03-01T10:30:00Z", "2026-03-01T11:00:00Z");
        assertThat(ticks.after(-1)).isZero();
    }

    @Test
    void whatAnotherSeriesHasIsLeftOut() {
        Ticks.Interval full = new Ticks.Interval(Duration.ofMinutes(15), Duration.ZERO, null);
        Ticks ticks = new Ticks.Interval(Duration.ofMinutes(5), Duration.ZERO, full);

        assertThat(due(ticks, "2026-03-01T10:00:00Z", "2026-03-01T10:30:00Z"))
                .containsExactly(
                        "2026-03-01T10:05:00Z", "2026-03-01T10:10:00Z", "2026-03-01T10:20:00Z", "2026-03-01T10:25:00Z");
        assertThat(ticks.perDay()).isEqualTo(192);
    }

    @Test
    void ticksPerDayAreThoseOfADay() {
        Ticks.Interval full = new Ticks.Interval(Duration.ofMinutes(12), Duration.ZERO, null);
        for (int minutes : new int[] {5, 7, 8, 9}) {
            Ticks ticks = new Ticks.Interval(Duration.ofMinutes(minutes), Duration.ZERO, full);
            // 84 days hold a whole number of all these intervals together.
            double counted =
                    due(ticks, "1970-01-01T00:00:00Z", "1970-03-26T00:00:00Z").size() / 84.0;
            assertThat(ticks.perDay()).as("every %d min", minutes).isEqualTo(counted);
        }
    }

    @Test
    void summerTimeDoesNotMoveIntervals() {
        Ticks ticks = new Ticks.Interval(Duration.ofHours(1), Duration.ofMinutes(7), null);

        assertThat(due(ticks, "2026-03-29T00:00:00Z", "2026-03-29T03:00:00Z"))
                .containsExactly("2026-03-29T00:07:00Z", "2026-03-29T01:07:00Z", "2026-03-29T02:07:00Z");
    }

    @Test
    void anHourThatSummerTimeLeavesOutIsDueOnce() {
        Ticks ticks = new Ticks.Hours(List.of(LocalTime.of(2, 30)), BERLIN);

        // On 29 March 2026 clocks go from 2:00 to 3:00.
        assertThat(due(ticks, "2026-03-28T00:00:00Z", "2026-03-30T12:00:00Z"))
                .containsExactly("2026-03-28T01:30:00Z", "2026-03-29T01:30:00Z", "2026-03-30T00:30:00Z");
    }

    @Test
    void anHourThatComesTwiceIsDueOnce() {
        Ticks ticks = new Ticks.Hours(List.of(LocalTime.of(2, 30)), BERLIN);

        // On 25 October 2026 clocks go from 3:00 back to 2:00.
        assertThat(due(ticks, "2026-10-24T00:00:00Z", "2026-10-26T12:00:00Z"))
                .containsExactly("2026-10-24T00:30:00Z", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z");
    }

    @Test
    void eachHourIsDueOnceADayForAYearInAnyZone() {
        List<LocalTime> hours =
                List.of(LocalTime.MIDNIGHT, LocalTime.of(1, 15), LocalTime.of(2, 30), LocalTime.of(23, 59));
        for (String zone :
                List.of("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Sao_Paulo", "UTC")) {
            Ticks ticks = new Ticks.Hours(hours, ZoneId.of(zone));
            long from = Instant.parse("2026-01-01T12:00:00Z").toEpochMilli();
            int count = 0;
            for (long next = ticks.after(from);
                    next <= from + Duration.ofDays(365).toMillis();
                    next = ticks.after(next)) {
                count++;
            }
            assertThat(count).as(zone).isEqualTo(365 * hours.size());
        }
    }
}
