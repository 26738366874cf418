package dev.x0xtest.serve.schedule.terms;

import java.time.Duration;

/** Lengths of time for people: {@code 8 h}, {@code 1 h 30 min}, {@code 2 min}, {@code 10 s}, {@code 500 ms}. */
public final class Spans {
    private static final long MS_PER_S = 1_000;

    private Spans() {}

    /** The largest unit and the one below it; the sign is lost. */
    public static String text(Duration span) {
        return text(span.toMillis());
    }

    /** The same of milliseconds. */
    public static String text(long ms) {
        long whole = Math.abs(ms);
        if (whole < MS_PER_S) {
            return whole + " ms";
        }
        Duration span = Duration.ofMillis(whole);
        if (span.toDays() > 1) {
            return two(span.toDays(), "d", span.toHoursPart(), "h");
        }
        if (span.toHours() > 0) {
            return two(span.toHours(), "h", span.toMinutesPart(), "min");
        }
        return span.toMinutes() > 0 ? two(span.toMinutes(), "min", span.toSecondsPart(), "s") : span.toSeconds() + " s";
    }

    private static String two(long first, String unit, long second, String smaller) {
        return first + " " + unit + (second == 0 ? "" : " " + second + " " + smaller);
    }
}
