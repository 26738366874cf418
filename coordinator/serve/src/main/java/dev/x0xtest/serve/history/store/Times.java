package dev.x0xtest.serve.history.store;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/** Hours, days and months in UTC as numbers, and back to ms since 1970. */
public final class Times {
    public static final long HOUR_MS = 3_600_000;
    public static final long DAY_MS = 24 * HOUR_MS;
    public static final int HOURS = 24;
    private static final int MONTHS = 12;

    private Times() {}

    public static int hour(long ms) {
        return (int) Math.floorDiv(ms, HOUR_MS);
    }

    public static int day(long ms) {
        return (int) Math.floorDiv(ms, DAY_MS);
    }

    /** 12 times the year, and its months from 0. */
    public static int month(int day) {
        ZonedDateTime date = at(day);
        return date.getYear() * MONTHS + date.getMonthValue() - 1;
    }

    /** The day of the month, from 0. */
    public static int dayOfMonth(int day) {
        return at(day).getDayOfMonth() - 1;
    }

    /** The first day of a month. */
    public static int firstDay(int month) {
        return (int) YearMonth.of(Math.floorDiv(month, MONTHS), Math.floorMod(month, MONTHS) + 1)
                .atDay(1)
                .toEpochDay();
    }

    private static ZonedDateTime at(int day) {
        return Instant.ofEpochMilli(day * DAY_MS).atZone(ZoneOffset.UTC);
    }
}
