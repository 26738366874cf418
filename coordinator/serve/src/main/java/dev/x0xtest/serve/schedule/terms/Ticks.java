package dev.x0xtest.serve.schedule.terms;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The times at which a series is due, in ms since 1970 by the wall clock. Immutable. */
public sealed interface Ticks {
    /** A day of a clock that nobody moves. */
    double MS_PER_DAY = 86_400_000;

    /** The first time that is due after this one. */
    long after(long wallMs);

    /** The usual time between two of them. */
    Duration every();

    /** How many there are in a day, on average. */
    double perDay();

    /**
     * Multiples of an interval since 1970. They know no time zone, so summer time does not move them.
     *
     * @param every between two of them
     * @param phase by which they are all later
     * @param except left out where it is due as well, and of the same phase; null: nothing is
     */
    record Interval(
            Duration every, Duration phase, @Nullable Interval except) implements Ticks {
        @Override
        public long after(long wallMs) {
            long due = next(wallMs);
            while (except != null && except.has(due)) {
                due = next(due);
            }
            return due;
        }

        @Override
        public double perDay() {
            double step = every.toMillis();
            return MS_PER_DAY / step
                    - (except == null ? 0 : MS_PER_DAY / sharedMs(every.toMillis(), except.every.toMillis()));
        }

        /** The least time that is a multiple of both. */
        private static double sharedMs(long one, long other) {
            long larger = one;
            long smaller = other;
            while (smaller != 0) {
                long rest = larger % smaller;
                larger = smaller;
                smaller = rest;
            }
            return (double) one / larger * other;
        }

        private long next(long wallMs) {
            long step = every.toMillis();
            return (Math.floorDiv(wallMs - phase.toMillis(), step) + 1) * step + phase.toMillis();
        }

        private boolean has(long wallMs) {
            return Math.floorMod(wallMs - phase.toMillis(), every.toMillis()) == 0;
        }
    }

    /**
     * Hours of each day at a place. An hour that summer time leaves out is due when it would have been without the change,
     * one that comes twice is due the first time: each is due once a day.
     *
     * @param hours at least one, ascending
     */
    record Hours(List<LocalTime> hours, ZoneId zone) implements Ticks {
        public Hours {
            hours = List.copyOf(hours);
        }

        @Override
        public long after(long wallMs) {
            LocalDate day = Instant.ofEpochMilli(wallMs).atZone(zone).toLocalDate();
            // Yesterday's last hour can lie after midnight where a change of the clock moved it.
            for (LocalDate date = day.minusDays(1); ; date = date.plusDays(1)) {
                for (LocalTime hour : hours) {
                    long due = date.atTime(hour).atZone(zone).toInstant().toEpochMilli();
                    if (due > wallMs) {
                        return due;
                    }
                }
            }
        }

        @Override
        public Duration every() {
            return Duration.ofDays(1).dividedBy(hours.size());
        }

        @Override
        public double perDay() {
            return hours.size();
        }
    }
}
